//! Times as people read them. The model holds ISO 8601 texts; this file only rewrites them.

use crate::domain::text::clean_line;

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Writes `2026-05-04T09:30:00+02:00` as `4 May 2026, 09:30`. A text that is no time stays as it is.
pub fn day_and_time(iso: &str) -> String {
    match (day(iso), iso.get(11..16).filter(|t| t.as_bytes()[2] == b':')) {
        (Some(day), Some(time)) => format!("{day}, {time}"),
        (Some(day), None) => day,
        _ => clean_line(iso),
    }
}

fn day(iso: &str) -> Option<String> {
    let mut parts = iso.get(..10)?.splitn(3, '-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let year: u16 = year.parse().ok()?;
    let month = MONTHS.get(month.parse::<usize>().ok()?.checked_sub(1)?)?;
    let day: u8 = day.parse().ok()?;
    Some(format!("{day} {month} {year}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_read_as_people_write_them() {
        for (iso, shown) in [
            ("2026-05-04T09:30:00+02:00[Europe/Paris]", "4 May 2026, 09:30"),
            ("2026-12-24", "24 Dec 2026"),
            ("2026-13-24T00:00", "2026-13-24T00:00"),
            ("", ""),
            ("soon\u{1b}", "soon"),
        ] {
            assert_eq!(shown, day_and_time(iso));
        }
    }
}
