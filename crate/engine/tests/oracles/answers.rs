//! Tails, intervals and tests of plain numbers.

use ndarray::{Array2, Axis};
use serde_json::{Value, json};
use undertone_engine::stats;

use super::{Got, list, num, object, out, put_tail};

pub(super) fn chi2_rxc(input: &Value, _: &Value) -> Value {
    let rows: Vec<Vec<f64>> = input["table"].as_array().expect("rows").iter().map(list).collect();
    let width = rows.first().map_or(0, Vec::len);
    let counts = Array2::from_shape_vec((rows.len(), width), rows.concat()).expect("a table");
    let Some(result) = stats::chi_square(&counts.view()) else {
        return undefined_table(&counts);
    };
    // The files list the cells of the whole table, with nothing for empty rows and columns.
    let nested = |array: &Array2<f64>, empty: Value| -> Value {
        let mut whole = vec![vec![empty; counts.ncols()]; counts.nrows()];
        for ((i, j), value) in array.indexed_iter() {
            whole[result.rows[i]][result.cols[j]] = out(*value);
        }
        json!(whole)
    };
    let kept = counts.select(Axis(0), &result.rows).select(Axis(1), &result.cols);
    let standard = (&kept - &result.expected) / result.expected.mapv(f64::sqrt);
    let p = result.residual.mapv(|z| stats::normal_upper(z.abs()).doubled().p);
    let flat: Vec<f64> = p.iter().copied().collect();
    let q = Array2::from_shape_vec(p.dim(), stats::benjamini_hochberg(&flat)).expect("q");
    let least = result.expected.iter().copied().fold(f64::INFINITY, f64::min);
    let n_small = result.expected.iter().filter(|expected| **expected < 5.0).count();
    let mut got = object(json!({
        "n": counts.sum(), "rows_used": result.rows, "cols_used": result.cols, "dof": result.df,
        "defined": true, "chi2": result.chi2, "g2": result.g2, "cramers_v": result.v,
        "cramers_v_corrected": result.v_corrected, "expected": nested(&result.expected, json!(0.0)),
        "adj_resid": nested(&result.residual, Value::Null), "std_resid": nested(&standard, Value::Null),
        "cell_p": nested(&p, Value::Null), "cell_q_bh": nested(&q, Value::Null), "min_expected": least,
        "share_expected_below_5": n_small as f64 / result.expected.len() as f64,
    }));
    put_tail(&mut got, "p", result.p);
    put_tail(&mut got, "p_g2", result.p_g2);
    Value::Object(got)
}

fn undefined_table(counts: &Array2<f64>) -> Value {
    let kept = |axis: usize| -> Vec<usize> {
        let sums = counts.sum_axis(Axis(1 - axis));
        (0..sums.len()).filter(|idx| sums[*idx] > 0.0).collect()
    };
    let (rows, cols) = (kept(0), kept(1));
    let dof = (rows.len() as f64 - 1.0) * (cols.len() as f64 - 1.0);
    json!({
        "n": counts.sum(), "rows_used": rows, "cols_used": cols, "dof": dof, "defined": false,
    })
}

pub(super) fn fisher_2x2(input: &Value, _: &Value) -> Value {
    let [a, b, c, d] = ["a", "b", "c", "d"].map(|key| num(input, key));
    let result = stats::fisher(a, b, c, d);
    let alone = stats::mid_p(a, b, c, d).p;
    assert!((alone - result.midp_two.p).abs() <= 1e-12 + 1e-10 * alone, "{input}");
    let mut got = object(json!({
        "midp_greater": result.midp_greater.p, "midp_less": result.midp_less.p, "midp_two": alone,
    }));
    put_tail(&mut got, "p_two", result.two);
    put_tail(&mut got, "p_greater", result.greater);
    put_tail(&mut got, "p_less", result.less);
    got.insert("or_sample".into(), out(a * d / (b * c)));
    if let Some(odds) = stats::odds_ratio([a, b, c, d], stats::Z95) {
        got.insert("or_woolf".into(), out(odds.value));
        got.insert("or_woolf_lo".into(), out(odds.low));
        got.insert("or_woolf_hi".into(), out(odds.high));
    }
    if let Some(odds) = stats::conditional_odds_ratio([a, b, c, d], 0.95) {
        got.insert("or_cond_mle".into(), out(odds.value));
        got.insert("or_exact_lo".into(), out(odds.low));
        got.insert("or_exact_hi".into(), out(odds.high));
    }
    Value::Object(got)
}

/// Samples as counts of their ordered levels.
fn histograms(input: &Value) -> (Vec<f64>, Vec<f64>) {
    if input["hist_x"].is_array() {
        return (list(&input["hist_x"]), list(&input["hist_y"]));
    }
    let (x, y) = (list(&input["x"]), list(&input["y"]));
    let mut levels = [x.clone(), y.clone()].concat();
    levels.sort_by(f64::total_cmp);
    levels.dedup();
    let count = |values: &[f64]| -> Vec<f64> {
        let of = |level: &f64| values.iter().filter(|v| v.total_cmp(level).is_eq()).count();
        levels.iter().map(|level| of(level) as f64).collect()
    };
    (count(&x), count(&y))
}

pub(super) fn mann_whitney(input: &Value, _: &Value) -> Value {
    let (one, two) = histograms(input);
    let Some(result) = stats::compare_ranks(&one, &two, stats::Z95) else {
        return json!({ "defined": false });
    };
    let mut got = object(json!({
        "defined": true, "n1": one.iter().sum::<f64>(), "n2": two.iter().sum::<f64>(),
        "u1": result.u, "cliffs_delta": result.delta, "a12": 0.5 * (1.0 + result.delta),
        "z": result.z, "cliff_var": out(result.delta_variance),
        "cliff_lo": out(result.delta_low), "cliff_hi": out(result.delta_high),
        "bm_stat": result.bm.map(|bm| bm.0), "bm_df": result.bm.map(|bm| bm.1),
        "bm_p": result.bm_p.p, "ln_bm_p": out(result.bm_p.ln_p),
    }));
    put_tail(&mut got, "p", result.p);
    got.insert("z_cc".into(), result.z_corrected.map_or(Value::Null, out));
    got.insert("p_cc".into(), json!(result.p_corrected.p));
    if let Some(exact) = stats::exact_ranks(&one, &two) {
        got.insert("p_exact".into(), json!(exact.two));
        got.insert("p_exact_greater".into(), json!(exact.greater));
        got.insert("p_exact_less".into(), json!(exact.less));
    }
    Value::Object(got)
}

pub(super) fn kruskal_dunn(input: &Value, _: &Value) -> Value {
    let items = input["groups_hist"].as_array().expect("groups");
    let groups: Vec<Vec<f64>> = items.iter().map(list).collect();
    let n: f64 = groups.iter().flatten().sum();
    let held = |idx: &usize| groups[*idx].iter().sum::<f64>() > 0.0;
    let used: Vec<usize> = (0..groups.len()).filter(held).collect();
    let Some(result) = stats::kruskal_wallis(&groups) else {
        return json!({ "groups_used": used, "n": n, "defined": false });
    };
    let mut ranks = vec![Value::Null; groups.len()];
    for (idx, rank) in result.groups.iter().zip(&result.mean_ranks) {
        ranks[*idx] = out(*rank);
    }
    let dunn = result.pairs.iter().map(|own| {
        json!({
            "i": own.pair.0, "j": own.pair.1, "z": own.z, "p": own.p, "p_holm": own.holm,
            "q_bh": own.q,
        })
    });
    let mut got = object(json!({
        "groups_used": result.groups, "n": result.n, "defined": true, "mean_ranks": ranks,
        "h": result.h, "df": result.df, "epsilon_sq": result.epsilon_sq,
        "dunn": dunn.collect::<Value>(),
    }));
    put_tail(&mut got, "p", result.p);
    Value::Object(got)
}

pub(super) fn nb_tail(input: &Value, _: &Value) -> Value {
    let (mean, size) = (num(input, "mean"), num(input, "size"));
    let p = stats::negative_binomial_upper(num(input, "k"), mean, mean + mean * mean / size);
    json!({ "p_ge": p.p, "ln_p_ge": p.ln_p, "p_lt": p.complement().p })
}

fn z_of(conf: f64) -> f64 {
    stats::normal_quantile(0.5 + 0.5 * conf)
}

pub(super) fn one_prop_ci(input: &Value, _: &Value) -> Value {
    let (x, n, conf) = (num(input, "x"), num(input, "n"), num(input, "conf"));
    let z = z_of(conf);
    let (wilson, exact) = (stats::wilson(x, n, z), stats::clopper_pearson(x, n, conf));
    let (jeffreys, coull) = (stats::jeffreys(x, n, conf), stats::agresti_coull(x, n, z));
    let mut got = object(json!({
        "p": x / n, "wilson_lo": wilson.0, "wilson_hi": wilson.1,
        "clopper_lo": exact.0, "clopper_hi": exact.1, "jeffreys_lo": jeffreys.0,
        "jeffreys_hi": jeffreys.1, "agresti_coull_lo": coull.0, "agresti_coull_hi": coull.1,
    }));
    if let Some(population) = input["population"].as_f64() {
        let finite = stats::wilson_finite(x, n, population, z);
        got.extend(object(json!({
            "wilson_fpc_lo": finite.0, "wilson_fpc_hi": finite.1,
            "margin_worst": stats::margin(n, Some(population), z),
            "conf_at_10pt": stats::confidence_within(0.10, n, Some(population)),
        })));
    }
    Value::Object(got)
}

pub(super) fn p_adjust(input: &Value, _: &Value) -> Value {
    let items = input["p"].as_array().expect("p");
    let p: Vec<f64> = items.iter().map(|value| value.as_f64().unwrap_or(f64::NAN)).collect();
    let outs = |values: Vec<f64>| -> Vec<Value> { values.into_iter().map(out).collect() };
    json!({
        "bonferroni": outs(stats::bonferroni(&p)), "holm": outs(stats::holm(&p)),
        "bh": outs(stats::benjamini_hochberg(&p)), "hochberg": outs(stats::hochberg(&p)),
        "by": outs(stats::benjamini_yekutieli(&p)),
    })
}

pub(super) fn poisson_one_rate(input: &Value, _: &Value) -> Value {
    let (count, exposure) = (num(input, "count"), num(input, "exposure"));
    let side = 0.5 * (1.0 - num(input, "conf"));
    let tails = stats::poisson(count, num(input, "rate0") * exposure);
    let low = if count > 0.0 { stats::gamma_quantile(side, count) } else { 0.0 };
    let mut got = object(json!({
        "rate": count / exposure, "garwood_lo": low / exposure,
        "garwood_hi": stats::gamma_quantile(1.0 - side, count + 1.0) / exposure,
    }));
    put_tail(&mut got, "p_greater", tails.upper);
    put_tail(&mut got, "p_less", tails.lower);
    put_tail(&mut got, "p_two", stats::poisson_two(count, num(input, "rate0") * exposure));
    Value::Object(got)
}

pub(super) fn poisson_two_rate(input: &Value, _: &Value) -> Value {
    let [y1, e1, y2, e2] = ["y1", "e1", "y2", "e2"].map(|key| num(input, key));
    let result = stats::two_rates((y1, e1), (y2, e2), num(input, "conf"));
    let mut got = object(json!({
        "defined": true, "ratio": out(y1 / e1 / (y2 / e2)), "midp_greater": result.midp_greater.p,
        "ratio_lo": out(result.low), "ratio_hi": out(result.high),
    }));
    put_tail(&mut got, "p_greater", result.greater);
    put_tail(&mut got, "p_less", result.less);
    put_tail(&mut got, "p_two", result.two);
    Value::Object(got)
}

pub(super) fn power_samplesize(input: &Value, _: &Value) -> Value {
    if input["margin"].is_null() {
        let h = stats::cohen_h(num(input, "p1"), num(input, "p2"));
        let [n1, n2, alpha] = ["n1", "n2", "alpha"].map(|key| num(input, key));
        return json!({
            "cohen_h": h, "power": stats::power(h, n1, n2, alpha),
            "h_detectable_80": stats::detectable(n1, n2, alpha, 0.8),
        });
    }
    let population = input["population"].as_f64();
    let real = stats::n_needed(population, num(input, "margin"), num(input, "conf"));
    json!({ "n_real": real, "n_needed": real.ceil() })
}

pub(super) fn special_functions(input: &Value, want: &Value) -> Value {
    let items = input["x"].as_array().expect("x");
    let number = |v: &Value| v.as_f64().or_else(|| v.as_str()?.parse().ok()).expect("a number");
    let x: Vec<f64> = items.iter().map(number).collect();
    let tail = match input["f"].as_str().expect("f") {
        "norm_sf" => stats::normal_upper(x[0]),
        "t_two" => stats::t_two(x[0], x[1]),
        "chi2_sf" => stats::chi2_upper(x[0], x[1]),
        "f_sf" => stats::f_upper(x[0], x[1], x[2]),
        "ibeta" => stats::inc_beta(x[0], x[1], x[2], 1.0 - x[2]).lower,
        "gamma_p" => stats::inc_gamma(x[0], x[1]).lower,
        "gamma_q" => stats::inc_gamma(x[0], x[1]).upper,
        "norm_ppf" => return json!({ "value": stats::normal_quantile(x[0]) }),
        "ln_gamma" => return json!({ "value": stats::ln_gamma(x[0]) }),
        other => panic!("unknown function {other}"),
    };
    let ln_value = if want["ln_value"].is_null() { Value::Null } else { out(tail.ln_p) };
    json!({ "value": tail.p, "ln_value": ln_value })
}

pub(super) fn two_prop(input: &Value, _: &Value) -> Value {
    let [x1, n1, x2, n2] = ["x1", "n1", "x2", "n2"].map(|key| num(input, key));
    if n1 <= 0.0 || n2 <= 0.0 {
        return json!({ "defined": false });
    }
    let (one, two) = ((x1, n1), (x2, n2));
    let (pooled, less) = (stats::pooled(one, two), stats::n_minus_1(one, two));
    let z = z_of(num(input, "conf"));
    let newcombe = stats::newcombe(one, two, z);
    let (wald, caffo) = (stats::wald_difference(one, two, z), stats::agresti_caffo(one, two, z));
    let score = stats::miettinen_nurminen(one, two, z);
    let mut got = object(json!({
        "defined": true, "p1": x1 / n1, "p2": x2 / n2, "diff": x1 / n1 - x2 / n2,
        "z_pooled": pooled.z, "z_nminus1": less.z, "newcombe_lo": newcombe.0,
        "newcombe_hi": newcombe.1, "cohen_h": stats::cohen_h(x1 / n1, x2 / n2),
        "p_yates": stats::yates(one, two).p, "wald_lo": wald.0, "wald_hi": wald.1,
        "agresti_caffo_lo": caffo.0, "agresti_caffo_hi": caffo.1, "mn_lo": score.0,
        "mn_hi": score.1,
    }));
    if let Some(risk) = stats::risk_ratio(one, two, z) {
        got.insert("rr".into(), out(risk.value));
        got.insert("rr_lo".into(), out(risk.low));
        got.insert("rr_hi".into(), out(risk.high));
    }
    put_tail(&mut got, "p_pooled", pooled.p);
    put_tail(&mut got, "p_nminus1", less.p);
    Value::Object(got)
}

pub(super) fn unconditional_2x2(input: &Value, _: &Value) -> Value {
    let [x1, o1, x2, o2] = ["low1", "other1", "low2", "other2"].map(|key| num(input, key));
    let (one, two) = ((x1, x1 + o1), (x2, x2 + o2));
    let (statistic, p) = stats::barnard(one, two).expect("a small table");
    json!({
        "barnard_pooled_stat": statistic, "barnard_pooled_p": p,
        "boschloo_p": stats::boschloo(one, two),
    })
}

fn welch_anova(groups: &Value) -> Value {
    let groups = groups.as_array().expect("groups");
    let moments: Vec<stats::Moments> =
        groups.iter().map(|own| stats::Moments::of(&list(own))).collect();
    let Some(result) = stats::welch_f(&moments) else { return Value::Null };
    let mut got = object(json!({ "f": result.f, "df1": result.df1, "df2": result.df2 }));
    put_tail(&mut got, "p", result.p);
    Value::Object(got)
}

pub(super) fn welch(input: &Value, _: &Value) -> Value {
    if input["groups"].is_array() {
        return welch_anova(&input["groups"]);
    }
    let side = |values: &str, idx: u8| {
        if input[values].is_array() {
            return stats::Moments::of(&list(&input[values]));
        }
        let key = |name: &str| num(input, &format!("{name}{idx}"));
        stats::Moments { n: key("n"), mean: key("mean"), variance: key("var") }
    };
    let (one, two) = (side("x", 1), side("y", 2));
    let Some(result) = stats::welch(one, two, num(input, "conf")) else {
        let has_means = one.n > 0.0 && two.n > 0.0;
        return json!({ "defined": false, "diff": has_means.then_some(one.mean - two.mean) });
    };
    let mut got: Got = object(json!({
        "defined": true, "diff": result.diff, "t": result.t, "df": result.df,
        "lo": result.low, "hi": result.high,
    }));
    if let Some((d, g)) = stats::standardised_difference(one, two) {
        got.insert("cohen_d".into(), out(d));
        got.insert("hedges_g".into(), out(g));
    }
    put_tail(&mut got, "p", result.p);
    Value::Object(got)
}
