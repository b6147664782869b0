//! Made-up problems of other products, as flows: the crowd among which the right one must be found. The same each
//! time.

use unsnag::flow::Document;

const PACK: &str = "id: foreign\nversion: 1.0.0\ntitle: Other products\nlicence: MIT\nlanguages: [en]\n";

/// A product in English, Chinese (half of them Traditional) and Swedish, and a word its people use.
const PRODUCTS: [[&str; 4]; 32] = [
    ["office printer", "打印机", "skrivaren", "spooler"],
    ["VPN client", "VPN 用戶端", "VPN-klienten", "tunnel"],
    ["Kubernetes pod", "容器", "podden", "kubelet"],
    ["PostgreSQL database", "資料庫", "databasen", "replica"],
    ["mail gateway", "邮件网关", "e-postservern", "SMTP"],
    ["load balancer", "負載平衡器", "lastbalanseraren", "backend pool"],
    ["file share", "文件共享", "filresursen", "SMB"],
    ["backup job", "備份作業", "säkerhetskopian", "vault"],
    ["DNS zone", "域名解析", "DNS-zonen", "resolver"],
    ["web server", "網站伺服器", "webbservern", "TLS certificate"],
    ["message queue", "消息队列", "meddelandekön", "broker"],
    ["storage array", "儲存陣列", "lagringsenheten", "LUN"],
    ["single sign-on portal", "单点登录门户", "inloggningsportalen", "SAML"],
    ["mobile device manager", "行動裝置管理", "mobilhanteringen", "enrollment profile"],
    ["SQL Server instance", "SQL 服务器实例", "SQL-instansen", "transaction log"],
    ["virtual desktop", "虛擬桌面", "det virtuella skrivbordet", "session host"],
    ["wireless controller", "无线控制器", "den trådlösa styrenheten", "access point"],
    ["phone system", "電話系統", "växeln", "SIP trunk"],
    ["build server", "构建服务器", "byggservern", "runner"],
    ["container registry", "映像登錄", "containerregistret", "image layer"],
    ["directory service", "目录服务", "katalogtjänsten", "domain controller"],
    ["monitoring probe", "監視探查", "övervakningssonden", "agent"],
    ["payment terminal", "支付终端", "betalterminalen", "acquirer"],
    ["scanner queue", "掃描佇列", "skannern", "OCR"],
    ["hypervisor host", "虚拟化主机", "hypervisorn", "datastore"],
    ["search cluster", "搜尋叢集", "sökklustret", "shard"],
    ["web firewall", "网页防火墙", "webbrandväggen", "rule set"],
    ["calendar service", "行事曆服務", "kalendertjänsten", "mailbox"],
    ["time recording", "考勤系统", "tidrapporten", "terminal"],
    ["software catalog", "軟體目錄", "programkatalogen", "package source"],
    ["API gateway", "接口网关", "API-gatewayen", "rate limit"],
    ["license server", "授權伺服器", "licensservern", "dongle"],
];

/// What happens to it, in English, Chinese and Swedish, the cause, and an error message.
const FAULTS: [[&str; 5]; 25] = [
    [
        "cannot be reached",
        "无法访问",
        "går inte att nå",
        "a firewall drops the traffic",
        "Connection refused by peer",
    ],
    [
        "fails with a time-out",
        "逾時失敗",
        "når tidsgränsen",
        "the network is too slow",
        "The operation has timed out",
    ],
    [
        "refuses the certificate",
        "拒绝证书",
        "avvisar certifikatet",
        "the chain is incomplete",
        "unable to verify the first certificate",
    ],
    [
        "restarts again and again",
        "不斷重新啟動",
        "startar om gång på gång",
        "memory runs out",
        "Back-off restarting failed unit",
    ],
    [
        "does not start after an update",
        "更新后无法启动",
        "startar inte efter uppdateringen",
        "a file of the old version stayed",
        "The service did not respond to the start request",
    ],
    [
        "loses its configuration",
        "設定遺失",
        "tappar sin konfiguration",
        "the settings were never saved",
        "configuration file is empty or missing",
    ],
    [
        "runs out of disk space",
        "磁盘空间不足",
        "får slut på diskutrymme",
        "old logs are not removed",
        "No space left on device",
    ],
    [
        "is very slow",
        "速度很慢",
        "är mycket långsam",
        "too many jobs run at the same time",
        "latency above threshold",
    ],
    [
        "shows the wrong time",
        "時間不正確",
        "visar fel tid",
        "the time source was changed",
        "clock skew too great",
    ],
    [
        "denies access to a user",
        "拒绝用户访问",
        "nekar en användare åtkomst",
        "a group membership is missing",
        "Access denied for account",
    ],
    [
        "cannot be installed",
        "無法安裝",
        "går inte att installera",
        "a required component is missing",
        "Setup was interrupted before it could finish",
    ],
    [
        "is missing from the list",
        "列表中看不到",
        "saknas i listan",
        "a filter hides it",
        "object not found in the inventory",
    ],
    [
        "asks for the password every day",
        "每天要求輸入密碼",
        "frågar efter lösenordet varje dag",
        "the token is not kept",
        "token has expired",
    ],
    [
        "duplicates its entries",
        "条目重复",
        "dubblerar sina poster",
        "two machines share one name",
        "duplicate key value violates constraint",
    ],
    [
        "cannot register a new node",
        "無法註冊新節點",
        "kan inte registrera en ny nod",
        "the join key is too old",
        "node registration rejected: bad join key",
    ],
    [
        "drops the connection at night",
        "夜间断开连接",
        "kopplar ned på natten",
        "a schedule closes idle sessions",
        "session closed by remote host",
    ],
    [
        "sends no data",
        "沒有送出資料",
        "skickar inga data",
        "the agent is stopped",
        "no samples received for the interval",
    ],
    [
        "reports an unknown version",
        "报告未知版本",
        "rapporterar en okänd version",
        "the catalog is out of date",
        "unsupported protocol version",
    ],
    [
        "exceeds its quota",
        "超過配額",
        "överskrider kvoten",
        "nobody raised the limit",
        "Quota exceeded for resource",
    ],
    [
        "stops in the middle of a job",
        "作业中途停止",
        "stannar mitt i ett jobb",
        "a dependency is locked",
        "lock wait exceeded; try restarting",
    ],
    [
        "cannot be renewed",
        "無法續約",
        "går inte att förnya",
        "the subscription has ended",
        "renewal request was declined",
    ],
    [
        "shows garbled text",
        "显示乱码",
        "visar förvanskad text",
        "the encoding differs",
        "invalid byte sequence",
    ],
    [
        "ignores the group policy",
        "忽略群組原則",
        "ignorerar grupprincipen",
        "the registry value is overwritten",
        "policy could not be applied",
    ],
    [
        "keeps an old address",
        "保留旧地址",
        "behåller en gammal adress",
        "a cache is never cleared",
        "stale record returned",
    ],
    [
        "cannot be removed",
        "無法移除",
        "går inte att ta bort",
        "something still depends on it",
        "resource is in use",
    ],
];

const PLACES: [&str; 12] = [
    "in the branch office",
    "after a migration",
    "on Windows",
    "on Linux",
    "behind a proxy",
    "for one tenant",
    "in the test environment",
    "since the last change",
    "for new users",
    "on a cloned machine",
    "during maintenance",
    "after a password change",
];

/// Numbers that look random and are the same each time (Knuth's MMIX generator).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % limit.max(1) as u64) as usize
    }
}

/// So many flows of other products, with the pack they belong to.
pub fn documents(count: usize) -> impl Iterator<Item = Document> {
    let mut numbers = Numbers(4);
    let pack = (count > 0).then(|| Document::new("foreign/pack.yaml", PACK));
    pack.into_iter().chain(
        (0..count).map(move |number| {
            Document::new(format!("foreign/fx.p{number}.yaml"), flow(number, &mut numbers))
        }),
    )
}

fn flow(number: usize, numbers: &mut Numbers) -> String {
    // Every pair of product and fault comes up before one is repeated at another place.
    let [product, chinese, swedish, term] = PRODUCTS[number % PRODUCTS.len()];
    let [fault, chinese_fault, swedish_fault, cause, message] =
        FAULTS[number / PRODUCTS.len() % FAULTS.len()];
    let place = PLACES[(number / (PRODUCTS.len() * FAULTS.len()) + numbers.below(4) * 3) % PLACES.len()];
    let code = match number % 4 {
        0 => format!("0x{:08X}", 0x8007_1000 + numbers.below(0x1000)),
        1 => format!("0x{:08X}", 0xC000_0000_usize + numbers.below(0x1000)),
        2 => format!("KB{}", 4_000_000 + numbers.below(1_000_000)),
        _ => format!("ERR-{}", 1000 + numbers.below(9000)),
    };
    let alias = match number % 3 {
        0 => format!("{chinese}{chinese_fault}"),
        1 => format!("{swedish} {swedish_fault}"),
        _ => format!("{term} error"),
    };
    format!(
        "unsnag: 1
id: fx.p{number}
title: The {product} {fault} {place}
symptoms: [\"The {product} {fault}, and users see an error {place}.\", \"{term} of the {product} does not work.\"]
aliases: [\"{alias}\"]
signatures: [{{code: \"{code}\"}}, {{text: \"{product}: {message} ({term})\"}}]
start: cause
nodes:
  cause:
    ask: Is it so that {cause}?
    options:
      yes-it-is: {{say: Yes it is, go: mend}}
      it-is-not: {{say: It is not, go: help}}
    unsure: help
  mend:
    fix: Check the {term} of the {product} and put right that {cause}
    cause: Most often {cause}.
    do: [\"Open the settings of the {product}.\", \"Correct the {term} and start it again.\"]
    next: help
  help: {{end: escalate, say: Collect the logs of the {product} and ask for support.}}
"
    )
}
