//! Credentials are masked, what looks like them is not. Every secret here is made up.

use super::hostile::hostile;
use proptest::prelude::*;
use unsnag::flow::{Library, bundled};
use unsnag::redact::mask;

/// What stands before the credential, the credential, and what stands after it.
const SECRETS: &[(&str, &str, &str)] = &[
    // Names and values.
    ("password=", "hunter2", ""),
    ("Password: ", "Winter2031!", "\nnext line"),
    ("PASSWORD = ", "correct-horse", ""),
    ("pwd=", "a;b&c,d", ""),
    ("db_password=", "P&ssw0rd", " host=db1"),
    ("passwd:", "tr0ub4dor&3", "&user=ada"),
    ("{\"user\":\"ada\",\"password\":\"", "hun\\\"ter2", "\",\"port\":1433}"),
    ("{'Password': '", "it is 4 words", "'}"),
    ("{\\\"client_secret\\\":\\\"", "s3cr3t-value", "\\\",\\\"x\\\":1}"),
    ("$env:AZURE_CLIENT_SECRET = '", "$ecret.Value1", "'"),
    ("export PGPASSWORD=", "swordfish", ""),
    ("setx API_TOKEN \"", "tok3n/with+signs", "\""),
    ("password%3D", "hunter2", "&x=1"),
    ("client secret value: ", "a1b2c3d4e5f6", ""),
    ("密码：", "春天2031", "。"),
    ("密码: ", "hunter2", ""),
    ("Lösenord: ", "sommar2031", ""),
    ("<Password>", "p@ss word", "</Password>"),
    ("<x:ApiKey type=\"a\">", "0123456789abcdef", "</x:ApiKey>"),
    ("<secret><![CDATA[", "a<b>c", "]]></secret>"),
    ("<add key=\"AdminPassword\" value=\"", "hunter2", "\" />"),
    ("{\"name\": \"API_TOKEN\", \"value\": \"", "f00ba4", "\"}"),
    ("the password is ", "Winter2031", ", please keep it"),
    ("logged in with password ", "Winter2031!", ""),
    ("the token was \"", "blue-17", "\""),
    ("token = ", "b7f0c2d1-0000-4000-8000-1234567890ab", ""),
    ("[client]\npassword=", "#hash%and$dollar", "\nport=1"),
    ("\"x: 1\\n    token: ", "abc123", "\\n    icon: x\","),
    ("\"password=", "hunter2", "\\r\\nuser=ada\""),
    ("password=", "C0rp\\net", " x"),
    // Options.
    ("az login --service-principal -u app --password ", "q.9~Zz", " --tenant t"),
    ("Connect-Thing -Password ", "Sommer!9", " -User ada"),
    ("Connect-Thing -ClientSecret '", "$literal", "' -User ada"),
    ("tool /password:", "hunter2", " /quiet"),
    ("tool --pass ", "hunter2", ""),
    ("plink -pw ", "hunter2", " ada@host"),
    ("schtasks /create /ru ada /rp ", "hunter2", " /tn x"),
    ("sshpass -p ", "hunter2", " ssh host"),
    ("az login -u ada@example.net -p ", "hunter2", ""),
    ("curl -u ada:", "hunter2", " https://example.net"),
    ("curl -sS --user \"ada:", "hunter2", "\" https://example.net"),
    ("net user ada ", "Hunter2!", " /add"),
    ("net use Z: \\\\srv\\share ", "Hunter2!", " /user:dom\\ada"),
    ("net use \\\\srv\\share /user:dom\\ada ", "Hunter2!", ""),
    ("ConvertTo-SecureString \"", "P@ss 1", "\" -AsPlainText -Force"),
    ("ConvertTo-SecureString -String '", "P@ss1", "' -AsPlainText"),
    // Headers and addresses.
    ("Authorization: Bearer ", "abc.def-ghi_123", ""),
    ("Authorization: Basic ", "YWRhOmh1bnRlcjI=", ""),
    ("curl -H \"Authorization: token ", "0123456789abcdef", "\" x"),
    ("\"Authorization\": \"SharedKey ", "acct:c2lnbmF0dXJl", "\""),
    ("Authorization: Digest ", "username=\"ada\", response=\"6629fae4\"", "\n"),
    ("sent Bearer ", "mF_9.B5f-4.1JqM12345", " to it"),
    ("proxy said Basic ", "YWRhOmh1bnRlcjI=", " again"),
    ("Cookie: ", "sid=31d4d96e407aad42; a=b", "\n"),
    ("https://ada:", "hunter2", "@example.net/path"),
    ("https://ada:", "p@ss:w/rd", "@example.net/path"),
    ("postgres://app:", "s3cr3t", "@db:5432/x?sslmode=require"),
    ("amqp://:", "s3cr3t", "@mq"),
    ("https://a.blob.core.windows.net/c?sv=2019-02-02&sig=", "aB3%2FdE5fG7hI9%3D", "&se=2031"),
    ("https://fn.example.net/api/x?code=", "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKL0123456789==", "&y=1"),
    ("https://hooks.slack.com/services/", "T00000000/B00000000/abcdefghijklmnop", ""),
    // Connection strings.
    ("Server=tcp:db,1433;User ID=sa;Password=", "a=b{c}", ";Encrypt=True"),
    ("Server=db;Pwd=", "hunter2", ";"),
    (
        "DefaultEndpointsProtocol=https;AccountName=a;AccountKey=",
        "MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=",
        ";EndpointSuffix=x",
    ),
    ("Endpoint=sb://x/;SharedAccessKeyName=Root;SharedAccessKey=", "MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=", ""),
    ("BlobEndpoint=https://x/;SharedAccessSignature=", "sv=2019&sig=abc%3D", ""),
    ("aws_secret_access_key = ", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", ""),
    ("Ocp-Apim-Subscription-Key: ", "0123456789abcdef0123456789abcdef", ""),
    ("primaryKey: ", "MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=", ""),
    // Their own form.
    ("got ", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dBjftJeZ4CVP-mB92K27", " back"),
    ("got ", "ghp_0123456789abcdefghijklmnopqrstuvwxyz", ""),
    ("got ", "github_pat_11ABCDEFG0_abcdefghijklmnop", "."),
    ("id ", "AKIAIOSFODNN7EXAMPLE", ","),
    ("bot ", "xoxb-123456789012-abcdefghij", ""),
    ("key ", "AIzaSyA0123456789abcdefghijklmnopqrstuv", ""),
    ("secretless ", "abc8Q~defghijklmnopqrstuvwxyz0123456789a", ""),
    (
        "workspace ",
        "Ab3dEf6hIj9lMn2pQr5tUv8xYz1BCd4FGh7JKl0NOp3RSt6VWx9Z/b3dEf6hIj9lMn2pQr5tUv8xYz1BCd4FGh==",
        "",
    ),
    ("recovery ", "111111-222222-333333-444444-555555-666666-777777-888888", ""),
    ("-----BEGIN RSA PRIVATE KEY-----\n", "MIIEowIBAAKCAQEA\nabcd+/==", "\n-----END RSA PRIVATE KEY-----\n"),
    ("-----BEGIN PRIVATE KEY-----\n", "MIIEowIBAAKCAQEA\nabcd", "\n"),
    ("\"-----BEGIN PRIVATE KEY-----\\n", "MIIEow\\nabcd==", "\\n-----END PRIVATE KEY-----\\n\""),
    ("-----BEGIN OPENSSH PRIVATE KEY-----\n", "b3BlbnNzaC1rZXktdjE", "\n\nand then I ran it"),
];

const MARKS: [&str; 4] = ["[password]", "[secret]", "[token]", "[key]"];

#[test]
fn credentials_are_masked() {
    let mut leaks = Vec::new();
    for (before, secret, after) in SECRETS {
        let text = format!("{before}{secret}{after}");
        let masked = mask(&text);
        // Exactly the credential goes; what surrounds it stays readable.
        if !MARKS.iter().any(|mark| masked == format!("{before}{mark}{after}")) {
            leaks.push(format!("{text:?} -> {masked:?}"));
        }
    }
    assert!(leaks.is_empty(), "{leaks:#?}");
}

const LOOK_ALIKES: &[&str] = &[
    "The password expired; the token has expired too.",
    "Password: expired",
    "password must be changed",
    "Error: password is incorrect for user ada",
    "Password: must contain 8 characters",
    "password:",
    "Enter password: ",
    "Password : System.Security.SecureString",
    "PasswordExpired=True PasswordLastSet: 2031-01-01",
    "Password required            Yes",
    "UserMayChangePassword : False",
    "the -Password parameter is required",
    "missing -Password",
    "Connect-Thing -Password $secure -Credential (Get-Credential)",
    "$Password = Read-Host -AsSecureString",
    "$Password = (Get-Credential).Password",
    "password=%PASSWORD% token=${TOKEN} secret={{ secret }}",
    "password=<your password>",
    "token: $slack-token",
    "password=********",
    "--password PASSWORD",
    "password: str, token: Optional",
    "PWD=/home/ada OLDPWD=/tmp",
    "pwd: C:\\Users\\ada",
    "Unexpected token: <",
    "Unexpected token } in JSON at position 4",
    "max_tokens: 4096, token: 17",
    "Token: 0x3e7",
    "invalid token: invalid_token",
    "System.Web, Version=4.0.0.0, Culture=neutral, PublicKeyToken=b03f5f7f11d50a3a",
    "continuationToken=abc123def456",
    "secretName: kube-cert; secret \"tls\" not found",
    "HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa\\Password",
    "HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Secret: 1",
    "secret: /run/secrets/db",
    "Primary key: CustomerId",
    "registry key: HKLM\\Software\\X",
    "0x80072EE2 0x8024402C -2145107924 80072ee2",
    "KB4012212 KB5005565",
    "workspace 6f9619ff-8b86-d011-b42d-00c04fc964ff",
    "sha256 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "commit 686f450a10a4426c43664fe2abccd43539d7e312",
    "sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg==",
    "thumbprint A909502DD82AE41433E6F83886B00D4277A32A7B",
    "WWW-Authenticate: Bearer realm=\"example\", authorization_uri=\"https://login.example.net\"",
    "Authorization: failed for the request",
    "Authorization header is missing; Bearer token expected",
    "Basic authentication is disabled, Basic support only",
    "http://proxy:8080/path?x=a@b",
    "http://[::1]:8080/",
    "https://example.net:443",
    "sb://x.servicebus.windows.net/;SharedAccessKeyName=RootManageSharedAccessKey",
    "config=abcdefghijklmnop msig=abcdefghijklmnop",
    "https://example.net/?code=login&state=1",
    "docker run -u 1000:1000 -p 8080:80 image",
    "git clone ssh://git@example.net/x",
    "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----",
    "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----",
    "eyJ is how a token begins",
    "risk-assessment-of-the-whole-environment-2031 task-force",
    "pass=12 fail=3; bypass: on; compass: north",
    "net user ada /add",
    "net use * /delete",
    "cookie: enabled",
    "Event 4625: An account failed to log on. Logon Type: 3",
    "2031-05-01T10:15:30Z node01 10.0.0.138 a-b-c",
    "w32tm /query /status; Test-NetConnection -ComputerName usage.example.net -Port 443",
    "没有密码",
    "",
];

#[test]
fn look_alikes_are_unchanged() {
    let changed: Vec<String> = LOOK_ALIKES
        .iter()
        .filter(|text| mask(text) != **text)
        .map(|text| format!("{text:?} -> {:?}", mask(text)))
        .collect();
    assert!(changed.is_empty(), "{changed:#?}");
}

#[test]
fn the_bundled_flows_hold_no_credentials() {
    let library = Library::load(bundled::documents()).library;
    for node in library.flows.values().flat_map(|flow| flow.nodes.values()) {
        for command in node.commands() {
            assert_eq!(mask(&command.full_text()), command.full_text());
        }
    }
    for file in bundled::documents().map(|document| document.source) {
        assert!(mask(file.text()) == file.text(), "{}", file.path());
    }
}

#[test]
fn a_mark_hides_nothing_behind_it() {
    assert_eq!(mask("password=[password]hunter2"), "password=[password]");
    assert_eq!(mask("password=[key]"), "password=[key]");
    assert_eq!(mask("$h[password]='hunter2'"), "$h[password]='[password]'");
}

#[test]
fn masking_twice_is_masking_once() {
    for (before, secret, after) in SECRETS {
        let once = mask(&format!("{before}{secret}{after}"));
        assert_eq!(mask(&once), once);
    }
}

/// Each would take quadratic time, or never settle, if a rule looked at all that follows.
#[test]
fn repeated_keywords_settle() {
    for unit in [
        "password=",
        "password=\"",
        "password=$(",
        "pwd=/",
        "token=x&",
        "token=,a",
        "://",
        "://:a@",
        "eyJ.",
        "sk-",
        "8Q~",
        "sig=",
        "==",
        "\\",
        "-----BEGIN PRIVATE KEY-----",
        " -u ",
        "cookie: a=",
        "[password]=",
        "<password>",
        "111111-",
    ] {
        let once = mask(&unit.repeat(20_000 / unit.len()));
        assert_eq!(mask(&once), once, "{unit}");
    }
}

proptest! {
    #[test]
    fn masking_settles(text in hostile(24)) {
        let once = mask(&text);
        prop_assert_eq!(mask(&once), once);
    }

    #[test]
    fn any_text_is_masked_without_panic(text in any::<String>()) {
        let once = mask(&text);
        prop_assert_eq!(mask(&once), once);
    }
}
