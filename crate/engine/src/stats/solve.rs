//! The zero of an increasing function.

/// Steps after which the bracket is as narrow as doubles allow.
const MAX_STEPS: u32 = 200;

/// The zero of an increasing function: brackets it from `start` in growing steps, then closes in
/// by the Illinois variant of regula falsi (Dowell and Jarratt 1971), with bisection when slow.
pub(super) fn solve_increasing(f: impl Fn(f64) -> f64, start: f64, step: f64) -> f64 {
    let (mut lo, mut hi) = (start, start);
    let mut f_lo = f(start);
    let mut f_hi = f_lo;
    let mut width = step;
    while f_lo > 0.0 && width < 1e300 {
        (hi, f_hi) = (lo, f_lo);
        lo -= width;
        f_lo = f(lo);
        width *= 2.0;
    }
    while f_hi <= 0.0 && width < 1e300 {
        (lo, f_lo) = (hi, f_hi);
        hi += width;
        f_hi = f(hi);
        width *= 2.0;
    }
    close_in(f, (lo, f_lo), (hi, f_hi))
}

fn close_in(f: impl Fn(f64) -> f64, low: (f64, f64), high: (f64, f64)) -> f64 {
    let ((mut lo, mut f_lo), (mut hi, mut f_hi)) = (low, high);
    let mut side = 0_i32;
    for step in 0..MAX_STEPS {
        if (hi - lo).abs() <= 1e-15 * (1.0 + lo.abs().max(hi.abs())) * 0.5 {
            break;
        }
        let straight = (lo * f_hi - hi * f_lo) / (f_hi - f_lo);
        let is_inside = straight > lo && straight < hi;
        let mid = if is_inside && step % 3 != 2 { straight } else { lo + 0.5 * (hi - lo) };
        let value = f(mid);
        if value.abs() < 1e-15 {
            return mid;
        }
        if value < 0.0 {
            (lo, f_lo) = (mid, value);
            if side == -1 {
                f_hi *= 0.5;
            }
            side = -1;
        } else {
            (hi, f_hi) = (mid, value);
            if side == 1 {
                f_lo *= 0.5;
            }
            side = 1;
        }
    }
    lo + 0.5 * (hi - lo)
}

#[cfg(test)]
mod tests {
    use super::solve_increasing;

    #[test]
    fn zeros_are_found_from_either_side() {
        for start in [-50.0, 0.0, 1.0, 900.0] {
            let root = solve_increasing(|x| x * x * x - 2.0, start, 1.0);
            assert!((root * root * root - 2.0).abs() < 1e-13, "{start} {root}");
        }
    }
}
