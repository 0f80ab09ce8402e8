//! Mean and 95 % interval of repetitions (Student's t).

/// The 97.5th percentile of Student's t by degrees of freedom, from 1.
const T: [f64; 30] = [
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131, 2.120,
    2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
];

/// The same for many degrees of freedom.
const MANY: f64 = 1.960;

/// Returns the mean and half the width of its 95 % interval; nothing for no values, and no width
/// for one.
pub fn of(values: &[f64]) -> Option<(f64, f64)> {
    let n = values.len();
    if n == 0 {
        return None;
    }
    let mean = values.iter().sum::<f64>() / n as f64;
    if n == 1 {
        return Some((mean, 0.0));
    }
    let squares: f64 = values.iter().map(|v| (v - mean) * (v - mean)).sum();
    let error = libm::sqrt(squares / (n - 1) as f64 / n as f64);
    Some((mean, T.get(n - 2).copied().unwrap_or(MANY) * error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_is_that_of_the_textbook() {
        // Five values with mean 3 and standard deviation 1.5811: 2.776 * 1.5811 / sqrt(5).
        let (mean, half) = of(&[1.0, 2.0, 3.0, 4.0, 5.0]).unwrap();
        assert!((mean - 3.0).abs() < 1e-12 && (half - 1.963).abs() < 1e-3, "{mean} {half}");
        assert_eq!(of(&[7.0, 7.0, 7.0]), Some((7.0, 0.0)));
        assert_eq!((of(&[]), of(&[2.0])), (None, Some((2.0, 0.0))));
    }
}
