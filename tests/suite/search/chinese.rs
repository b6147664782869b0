//! Chinese in either script and in the words of either region.

use super::document;
use unsnag::search::{Field, Index, fold};

#[test]
fn words_of_both_regions_and_scripts_are_one() {
    for (taiwan, mainland) in [
        ("伺服器", "服务器"),
        ("軟體", "软件"),
        ("憑證逾時", "证书超时"),
        ("重新開機", "重启"),
        ("訂用帳戶", "订阅"),
        ("代理伺服器設定", "代理服务器设置"),
        ("網際網路", "互联网"),
        ("作業系統", "操作系统"),
        ("無法連線到 WSUS 伺服器", "无法连接到 WSUS 服务器"),
    ] {
        assert_eq!(fold(taiwan), fold(mainland), "{taiwan} {mainland}");
    }
    // Taiwan's words in simplified characters, as some input methods give them.
    assert_eq!(fold("软体"), fold("軟體"));
    assert_ne!(fold("憑證"), fold("金鑰"));
}

#[test]
fn a_query_in_one_script_finds_and_marks_text_in_the_other() {
    let index = Index::build(vec![
        document("network", "網路位址無法解析", &[]),
        document("server", "更新服务器的证书已过期", &[]),
        document("disk", "磁碟空間不足", &[(Field::Symptom, "The disk is full")]),
    ]);
    for (query, flow, marked) in [
        ("更新伺服器憑證", "server", vec!["更新服务器", "证书"]),
        ("网络地址", "network", vec!["網路位址"]),
        ("磁盘空间", "disk", vec!["磁碟空間"]),
    ] {
        let results = index.query(query, 3);
        let hit = &results.hits[0];
        let document = &index.documents()[hit.document];
        assert_eq!(&*document.flow, flow, "{query}");
        let marks: Vec<&str> = hit.highlights.iter().map(|range| &document.title[range.clone()]).collect();
        assert_eq!(marks, marked, "{query}");
    }
}
