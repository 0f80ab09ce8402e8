//! Numbers as people type and read them; kept in thousandths of their unit.

/// Reads a number: digits with a point or comma before at most three decimals, blanks between
/// groups of digits.
pub fn read(text: &str) -> Option<i64> {
    let text: String = text.chars().filter(|c| !c.is_whitespace() && *c != '_').collect();
    let (sign, text) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.as_str()),
    };
    let (whole, decimals) = text.split_once(['.', ',']).unwrap_or((text, ""));
    let digits = |s: &str| s.chars().all(|c| c.is_ascii_digit());
    let too_long = whole.len() > 12 || decimals.len() > 9;
    if (whole.is_empty() && decimals.is_empty()) || too_long || !digits(whole) || !digits(decimals) {
        return None;
    }
    let whole: i64 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    let decimals: String = decimals.chars().chain("000".chars()).take(3).collect();
    Some(sign * (whole * 1000 + decimals.parse::<i64>().ok()?))
}

/// Writes a number without decimals it does not have.
pub fn show(milli: i64) -> String {
    let (sign, n) = (if milli < 0 { "-" } else { "" }, milli.unsigned_abs());
    let text = format!("{sign}{}.{:03}", n / 1000, n % 1000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_people_type_them() {
        for (text, milli) in [
            ("15", Some(15_000)),
            (" 1 500 ", Some(1_500_000)),
            ("1,5", Some(1_500)),
            ("0.0015", Some(1)),
            (".5", Some(500)),
            ("-2", Some(-2_000)),
            ("", None),
            (".", None),
            ("1.2.3", None),
            ("1e9", None),
            ("9999999999999999999", None),
        ] {
            assert_eq!(milli, read(text), "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn what_is_shown_reads_back(milli in -1_000_000_000_000i64..1_000_000_000_000) {
            proptest::prop_assert_eq!(Some(milli), read(&show(milli)));
        }
    }
}
