//! The way out of a subnet, disks, file systems.

use super::*;

const PRIVATE: &str = "src agent_fleet at=0,0
    gate api_gateway_http at=1,0
    fn lambda job=check timeout_s=60 memory_mb=1769 at=2,2
    nat nat_gateway at=2,4
    api threat_intel_api rate_per_s=100 at=4,0
    sink rds_postgres_multi_az at=3,2
    zone vpc 2 2 4 4
    zone private_subnet 2 2 3 1 2
    zone public_subnet 2 4 3 1 2
    src -push-> gate
    gate -push-> fn
    api -lookup-> fn
    fn -push-> sink";

fn run(board: &str, does: &str) -> Seen {
    let more = job("check", "enrich", 50, "makes = [\"rows\"]") + &fault(does, "nat_gateway", 300);
    Scene { board, sink: "rds_postgres_multi_az", more: &more, on_time_s: 900, ..Scene::default() }.run()
}

#[test]
fn without_its_way_out_a_private_function_cannot_ask_anybody() {
    let seen = run(PRIVATE, "\"down\"");
    let failed = seen.because("fn", Cause::TargetDown);
    assert!((280..320).contains(&failed), "{failed}");
    let in_the_open = PRIVATE.replace("at=2,2", "at=6,0");
    run(&in_the_open, "\"down\"").everything_on_time();
}

#[test]
fn a_way_out_in_one_zone_is_lost_with_it_and_one_in_two_is_not() {
    let one = run(PRIVATE, "\"zone_lost\"").because("fn", Cause::TargetDown);
    let two = run(&PRIVATE.replace("nat nat_gateway", "nat nat_gateway azs=2"), "\"zone_lost\"");
    // While the database fails over, both lose what nobody tries again.
    assert!(one >= 290, "{one}");
    assert!(two.because("fn", Cause::TargetDown) <= 100, "{}", two.lost());
}

const DISK: &str = "src websocket_feed at=0,0
    w ec2_instance job=work at=2,2
    disk ebs_gp3 at=3,2
    sink s3 at=4,0
    zone private_subnet 2 2 3 1
    src -push-> w
    w -attach-> disk
    w -push-> sink";

#[test]
fn what_lies_on_a_disk_survives_the_machine() {
    let more = job("work", "pass", 5000, "") + &fault("\"down\"", "ec2_instance", 60);
    let with = Scene { board: DISK, more: &more, on_time_s: 36_000, ..Scene::default() }.run();
    assert_eq!(with.because("w", Cause::MemoryLost), 0);
    // What comes while the machine is down is lost all the same: nothing listens.
    assert_eq!(with.lost(), with.because("src", Cause::TargetDown));
    let without = DISK.replace("w -attach-> disk", "");
    let without = Scene { board: &without, more: &more, on_time_s: 36_000, ..Scene::default() }.run();
    assert!(without.because("w", Cause::MemoryLost) > 80, "{}", without.lost());
}

#[test]
fn a_full_disk_stops_the_machine() {
    let more = job("work", "pass", 100, "") + &fault("\"disk_full\"", "ebs_gp3", 120);
    let seen = Scene { board: DISK, more: &more, ..Scene::default() }.run();
    assert!((110..130).contains(&seen.because("w", Cause::DiskFull)), "{}", seen.lost());
}

#[test]
fn a_disk_belongs_to_one_machine_of_its_zone() {
    let other_zone = DISK.replace("at=3,2", "at=2,4") + "\nzone private_subnet 2 4 3 1";
    let more = job("work", "pass", 5000, "") + &fault("\"down\"", "ec2_instance", 60);
    let seen = Scene { board: &other_zone, more: &more, on_time_s: 36_000, ..Scene::default() }.run();
    assert!(seen.because("w", Cause::MemoryLost) > 80);
}

#[test]
fn a_disk_stays_in_the_lost_zone_and_a_file_system_does_not() {
    let more = job("work", "pass", 1500, "") + &fault("\"zone_lost\"", "s3", 3600);
    let scaling = DISK.replace("ec2_instance", "ec2_auto_scaling");
    let arrives = r#"[["00:00", 1000], ["00:01:58", 0]]"#;
    let scene = |board: &str| Scene { board, more: &more, arrives, on_time_s: 36_000, ..Scene::default() }.run();
    let stuck = scene(&scaling);
    let files = scene(&scaling.replace("ebs_gp3", "efs"));
    assert_eq!(files.because("w", Cause::MemoryLost), 0);
    assert!(files.longest_s() < 1500, "{}", files.longest_s());
    assert!(stuck.longest_s() > 3000, "{}", stuck.longest_s());
}
