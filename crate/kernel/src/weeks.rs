//! Many numbers against one.

/// Positions of the numbers above `limit`, ascending, at the front of `found`, and how many there are.
/// `found` is as long as there are numbers, or longer.
#[inline(never)]
pub fn find_above(numbers: &[f64], limit: f64, found: &mut [u8]) -> usize {
    // Mostly there are none; to count them takes a fraction of the time.
    let n: u64 = numbers.iter().map(|number| u64::from(*number > limit)).sum();
    let mut next = 0;
    for (at, number) in numbers.iter().enumerate() {
        if next == n as usize {
            break;
        }
        found[next] = at as u8;
        next += usize::from(*number > limit);
    }
    next
}

/// Sums of `a` and of `b` where the number beside them is above `limit`, in four lanes.
#[inline(never)]
pub fn sum_above(numbers: &[f64], limit: f64, a: &[f64], b: &[f64]) -> (f64, f64) {
    let (numbers, rest) = numbers.as_chunks::<4>();
    let ((a, a_rest), (b, b_rest)) = (a.as_chunks::<4>(), b.as_chunks::<4>());
    let (mut of_a, mut of_b) = ([0.0; 4], [0.0; 4]);
    let mut add = |numbers: &[f64; 4], a: &[f64; 4], b: &[f64; 4]| {
        for lane in 0..4 {
            let is_above = numbers[lane] > limit;
            of_a[lane] += if is_above { a[lane] } else { 0.0 };
            of_b[lane] += if is_above { b[lane] } else { 0.0 };
        }
    };
    for ((numbers, a), b) in numbers.iter().zip(a).zip(b) {
        add(numbers, a, b);
    }
    if !rest.is_empty() {
        let four = |rest: &[f64], other: f64| {
            std::array::from_fn(|lane| rest.get(lane).copied().unwrap_or(other))
        };
        add(&four(rest, f64::NEG_INFINITY), &four(a_rest, 0.0), &four(b_rest, 0.0));
    }
    let sum = |lanes: [f64; 4]| (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]);
    (sum(of_a), sum(of_b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_above_the_limit_is_found() {
        let numbers: Vec<f64> = (0..103_u32).map(|week| f64::from(week * 37 % 29)).collect();
        for n in [0, 3, 4, 50, 103] {
            for limit in [-1.0, 20.0, 27.5, 99.0] {
                let mut found = [0; 103];
                let n_found = find_above(&numbers[..n], limit, &mut found);
                let slow = (0..n as u8).filter(|at| numbers[usize::from(*at)] > limit);
                assert_eq!(found[..n_found], slow.collect::<Vec<u8>>());
                let sum = |of: fn(usize) -> f64| -> f64 {
                    (0..n).filter(|at| numbers[*at] > limit).map(of).sum()
                };
                let (a, b): (Vec<f64>, Vec<f64>) = (0..n).map(|at| (at as f64, 1.0)).unzip();
                let sums = sum_above(&numbers[..n], limit, &a, &b);
                assert_eq!(sums, (sum(|at| at as f64), sum(|_| 1.0)));
            }
        }
    }
}
