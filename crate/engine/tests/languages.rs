//! Japanese and Chinese without a pack: themes fall along topics, and their names are whole words.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeMap;

use undertone_engine::table::{MISSING, Table};
use undertone_engine::theme::{ThemeOptions, Themes};
use undertone_engine::{defaults, text, theme};

/// Complaints of our own: seven of each of six topics, in each language.
const FILE: &str = include_str!("../../../tests/fixtures/own_japanese_chinese.csv");

/// Words of the texts of which names may consist.
const JAPANESE: &str = "アプリ アプリケーション エクスポート クレジットカード スクロール スマホ ダウンロード ダークモード ダッシュボード データ デバイス パスワード パーセント ファイル ページ レポート ログアウト ログイン bluetooth csv 画面 同期 接続 動作 重い 遅い 料金 請求 二重 返金 検索 読み込み 時計 背景 追加 更新 失敗 表示 対応 切り替え 設定 中身 月次 先週 今月分 明細 金額 入力 認証 運動 歩数 できない 必要 状態 白い 暗い 何度";
/// What stands between the words of a phrase.
const PARTICLES: &str = "が を に の で と 的 了";
const CHINESE: &str = "登录 页面 无法 输入 密码 验证码 更新 手机 导出 文件 报表 空白 数据 表头 表格 下载 同步 手表 蓝牙 连接 失败 设备 断开 中断 步数 运动 打开 速度 太慢 慢 系统 运行 卡 加载 时间 搜索 重复 扣款 退款 收费 信用卡 账单 订单 费用 钱 增加 深色 模式 支持 白色 黑色 背景 夜间 主题 软件 问题 三月份 月度 应用 账号 点击";

/// Texts and topics of one language.
fn rows(language: &str) -> (Vec<&str>, Vec<&str>) {
    let lines = FILE.lines().skip(1).map(|line| line.split(',').collect::<Vec<&str>>());
    lines.filter(|cells| cells[3] == language).map(|cells| (cells[1], cells[2])).unzip()
}

fn discover(texts: &[&str]) -> (Vec<String>, Themes) {
    let corpus = text::analyse(&Table::of_verbatims(texts), None);
    let vectors = text::embed(&corpus, None);
    let options = ThemeOptions { seed: defaults::SEED, min_size: None, by_words: true };
    let found = theme::discover(&corpus, &vectors, &options, &mut |_| {});
    (corpus.languages, found)
}

/// The share of texts whose theme is mostly of their topic.
fn purity(found: &Themes, topics: &[&str]) -> f64 {
    let mut counts: BTreeMap<u32, BTreeMap<&str, u32>> = BTreeMap::new();
    for (theme, topic) in found.of_row.iter().zip(topics).filter(|(theme, _)| **theme != MISSING) {
        *counts.entry(*theme).or_default().entry(topic).or_default() += 1;
    }
    let most: u32 = counts.values().filter_map(|own| own.values().max()).sum();
    f64::from(most) / topics.len() as f64
}

/// What is left of `name` when it is read as words of the list, longest first.
fn unread(name: &str, words: &str) -> String {
    let mut list: Vec<&str> = words.split(' ').collect();
    list.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let mut rest = name.to_owned();
    for word in list {
        rest = rest.replace(word, " ");
    }
    rest.split_whitespace().collect()
}

#[test]
fn themes_fall_along_topics_and_their_names_are_whole_words() {
    for (language, words) in [("ja", JAPANESE), ("zh", CHINESE)] {
        let (texts, topics) = rows(language);
        assert_eq!(texts.len(), 42);
        let (languages, found) = discover(&texts);
        assert!(languages.iter().all(|own| own == language), "{language}: {languages:?}");
        let names: Vec<&str> = found.themes.iter().map(|theme| theme.name.as_str()).collect();
        assert!((4..=9).contains(&names.len()), "{names:?}");
        let purity = purity(&found, &topics);
        println!("{language}: {names:?}, purity {purity:.2}");
        assert!(purity >= 0.75, "{language}: {purity} {names:?}");
        for name in names {
            let all = format!("{words} {PARTICLES}");
            assert_eq!(unread(name, &all), "", "{language}: {name:?}");
            let ends = name.chars().next().into_iter().chain(name.chars().last());
            let mut ends = ends.map(|end| end.to_string());
            assert!(!ends.any(|end| PARTICLES.contains(&end)), "{language}: {name:?}");
        }
    }
}
