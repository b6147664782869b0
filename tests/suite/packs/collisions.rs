//! Nothing takes the place of another flow or pack in silence, wherever the two are from.

use super::{add, flow, kept, with_disks};
use crate::cli::Home;

#[test]
fn an_id_that_is_taken_is_refused_and_both_are_named() {
    let home = with_disks();
    add(&home, "disks").ok();
    let first = home.path().join("disks").display().to_string();
    // The same name.
    add(&home, "disks")
        .code(2)
        .warns(&format!("\"disks\" is there already, from {first}"))
        .warns("pack update disks");
    // The same flow in another pack.
    home.write("other/disk.full.yaml", &flow("disk.full", "Another one", "df"));
    let refused = add(&home, "other").code(2).warns("nothing was added");
    refused.warns(&format!("flow \"disk.full\" is in \"Full disks\" (disks), from {first}"));
    // The same id of a pack, among others of the folder.
    home.write("both/a/pack.yaml", "id: disks\ntitle: Mine\n");
    home.write("both/b/b.yaml", &flow("b", "B", "df"));
    add(&home, "both").code(2).warns("the id \"disks\" of the pack is that of \"Full disks\"");
    assert_eq!(kept(&home), ["disks"]);
}

#[test]
fn nothing_is_added_in_the_name_of_a_bundled_pack() {
    let home = Home::new();
    home.write("a/azs.usage.yaml", &flow("azs.usage", "Mine", "df"));
    add(&home, "a")
        .code(2)
        .warns("flow \"azs.usage\" is in \"Azure Stack\" (azure-stack), which comes with unsnag");
    home.write("b/pack.yaml", "id: azure-stack\ntitle: Azure Stack\n");
    home.write("b/mine.yaml", &flow("mine", "Mine", "df"));
    add(&home, "b").code(2).warns("the id \"azure-stack\" of the pack is that of \"Azure Stack\"");
    // A folder of that name, without a pack.yaml.
    home.write("c/azure-stack/mine.yaml", &flow("mine", "Mine", "df"));
    add(&home, "c/azure-stack").code(2).warns("the id \"azure-stack\"");
    // Texts that would be shown as those of the bundled flow.
    home.write("d/mine.yaml", &flow("mine", "Mine", "df"));
    home.write("d/azs.usage.de.yaml", "of: azs.usage\nlang: de\ntext: {title: Meins}\n");
    add(&home, "d").code(2).warns("d/azs.usage.de.yaml translates \"azs.usage\" of \"Azure Stack\"");
    assert_eq!(kept(&home), [""; 0]);
}

#[test]
fn what_the_command_line_and_the_settings_name_counts_too() {
    let home = with_disks();
    home.write("mine/pack.yaml", "id: mine\ntitle: Mine\n");
    home.write("mine/disk.full.yaml", &flow("disk.full", "My disk", "df"));
    home.run(&["pack", "add", "disks", "--flows", "mine"])
        .code(2)
        .warns("flow \"disk.full\" is in \"Mine\" (mine), from mine");
    let config = home.write("config/unsnag/config.yaml", "packs: [../../mine]\n");
    let folder = config.replace("config.yaml", "../../mine");
    add(&home, "disks").code(2).warns(&format!("flow \"disk.full\" is in \"Mine\" (mine), from {folder}"));
    home.run(&["pack", "list"]).ok().says(&format!("from {folder}, named in config.yaml"));
    // Added before the settings named the other one: that is told by every command, and on the start screen.
    std::fs::remove_file(&config).unwrap();
    add(&home, "disks").ok();
    home.write("config/unsnag/config.yaml", "packs: [../../mine]\n");
    let said = home.run(&["list"]).ok().warns("id \"disk.full\" is also in");
    assert!(
        said.err.contains("packs/disks/disk.full.yaml") && said.err.contains("mine/disk.full.yaml:2"),
        "{}",
        said.err
    );
    let drawn = home.run(&["--print", "100x24"]).ok().out;
    assert!(drawn.contains("faults in flows or settings: 1"), "{drawn}");
    // It is removed by its name all the same.
    home.run(&["pack", "remove", "disks", "--yes"]).ok();
    assert_eq!(home.run(&["list"]).ok().err, "");
}

#[test]
fn two_packs_of_the_command_line_never_hide_each_other_in_silence() {
    let home = with_disks();
    home.write("twin/pack.yaml", "id: disks\ntitle: Twin\n");
    home.write("twin/disk.full.yaml", &flow("disk.full", "The twin", "df"));
    home.write("twin/disk.twin.yaml", &flow("disk.twin", "Only here", "df"));
    let ran = home.run(&["list", "--flows", "disks", "--flows", "twin"]).ok();
    let ran = ran
        .warns("id \"disks\" is also in disks/pack.yaml:1")
        .warns("id \"disk.full\" is also in disks/disk.full.yaml:2");
    let ran = ran.says("The disk is full").says("Twin (from twin)").says("Only here");
    assert!(!ran.out.contains("The twin"), "{}", ran.out);
}

#[test]
fn a_folder_that_is_called_like_a_bundled_one_is_a_pack_of_its_own() {
    let home = Home::new();
    home.write("flows/azure-stack/mine.yaml", &flow("mine", "Mine", "df"));
    let all = home.run(&["list", "--json", "--flows", "flows/azure-stack"]).ok().json();
    let row = all.as_array().unwrap().iter().find(|row| row["flow"] == "mine").unwrap().clone();
    assert_eq!(
        (row["pack"].as_str(), row["from"].as_str()),
        (Some("azure-stack-2"), Some("flows/azure-stack"))
    );
    let own = all.as_array().unwrap().iter().find(|row| row["flow"] == "azs.usage").unwrap();
    assert!(own["from"].is_null(), "{own}");
}
