//! Measures the hot paths of the store: durable transactions, look-ups, mass inserts.
//!
//! `cargo bench -p db` measures SQLite in the system's temporary folder (set `TMPDIR` to a real
//! disk) and, when `PELANGI_TEST_ENGINES` names it, PostgreSQL with its synchronisation off (the
//! server of the tests), so only its bulk figures mean something. Medians of five runs.

use std::time::{Duration, Instant};

use db::{Db, DbError, Migration, Tx, Value, params};
use testkit::Scratch;

const TABLE: &[Migration] = &[Migration {
    module: "bench",
    number: 1,
    name: "object",
    sql: "create table object (id text not null primary key, village text not null, tax_rupiah bigint not null);",
}];

db::statements! {
    ADD = "insert into object (id, village, tax_rupiah) values ($1, $2, $3)";
    RAISE = "update object set tax_rupiah = tax_rupiah + $1 where id = $2";
    FIND = "select village, tax_rupiah from object where id = $1";
    ALL_OBJECTS = "select id, village, tax_rupiah from object order by id";
}

const RUNS: usize = 5;
const ROWS: i64 = 200_000;

fn main() -> Result<(), DbError> {
    let runtime = tokio::runtime::Runtime::new()
        .map_err(|e| DbError::Unavailable { message: e.to_string() })?;
    for engine in testkit::engines() {
        runtime.block_on(async {
            let scratch = Scratch::new(engine, TABLE).await;
            let db = scratch.open().await;
            measure(&db).await?;
            db.close().await;
            scratch.discard().await;
            Ok::<(), DbError>(())
        })?;
    }
    Ok(())
}

async fn measure(db: &Db) -> Result<(), DbError> {
    let engine = db.engine();
    let mut bulk = Vec::new();
    let mut each = Vec::new();
    for run in 0..RUNS {
        bulk.push(inserted(db, run).await?);
    }
    show(&format!("{engine} bulk insert, rows/s"), bulk, ROWS as u64);
    for _ in 0..RUNS {
        each.push(raised(db).await?);
    }
    show(&format!("{engine} mass update, rows/s"), each, 50_000);
    let mut streamed = Vec::new();
    for _ in 0..RUNS {
        streamed.push(walked(db).await?);
    }
    show(&format!("{engine} rows streamed/s"), streamed, ROWS as u64 * RUNS as u64);
    let mut found = Vec::new();
    for _ in 0..RUNS {
        found.push(looked_up(db).await?);
    }
    show(&format!("{engine} look-ups/s, one task"), found, 20_000);
    for tasks in [1_u64, 8, 64] {
        let mut stored = Vec::new();
        for run in 0..RUNS {
            stored.push(committed(db, tasks, run).await?);
        }
        show(&format!("{engine} durable transactions/s, {tasks} tasks"), stored, tasks * 200);
    }
    Ok(())
}

#[expect(clippy::print_stdout, reason = "the table is what the bench is for")]
fn show(what: &str, mut times: Vec<Duration>, count: u64) {
    times.sort();
    let median = times[times.len() / 2].as_micros().max(1);
    println!("{what:<48} {:>12}", u128::from(count) * 1_000_000 / median);
}

fn key(run: usize, n: i64) -> String {
    format!("64080100010020{run}{n:06}")
}

async fn inserted(db: &Db, run: usize) -> Result<Duration, DbError> {
    let start = Instant::now();
    for chunk in 0..10 {
        let rows = (chunk * ROWS / 10..(chunk + 1) * ROWS / 10)
            .map(|n| [Value::from(key(run, n)), Value::from("6408010001"), Value::from(n * 1_000)]);
        let columns = &["id", "village", "tax_rupiah"];
        db.write(async |tx: &mut Tx| tx.bulk("object", columns, rows.clone()).await).await?;
    }
    Ok(start.elapsed())
}

async fn raised(db: &Db) -> Result<Duration, DbError> {
    let start = Instant::now();
    for chunk in 0..5 {
        let rows = (chunk * 10_000..(chunk + 1) * 10_000)
            .map(|n| [Value::from(1_i64), Value::from(key(0, n))]);
        db.write(async |tx: &mut Tx| tx.execute_each(&RAISE, rows.clone()).await).await?;
    }
    Ok(start.elapsed())
}

async fn walked(db: &Db) -> Result<Duration, DbError> {
    let start = Instant::now();
    let mut sum = 0_i64;
    let read = async |tx: &mut Tx| {
        tx.each(&ALL_OBJECTS, params![], |row| {
            sum = sum.wrapping_add(row.int("tax_rupiah")?);
            Ok::<_, DbError>(())
        })
        .await
    };
    db.read(read).await?;
    std::hint::black_box(sum);
    Ok(start.elapsed())
}

async fn looked_up(db: &Db) -> Result<Duration, DbError> {
    let start = Instant::now();
    for n in 0..20_000 {
        let id = key(0, n * 7 % ROWS);
        let row = db.read(async |tx: &mut Tx| tx.one(&FIND, params![id]).await).await?;
        std::hint::black_box(row.int("tax_rupiah")?);
    }
    Ok(start.elapsed())
}

async fn committed(db: &Db, tasks: u64, run: usize) -> Result<Duration, DbError> {
    let start = Instant::now();
    let crowd: Vec<_> = (0..tasks)
        .map(|task| {
            let db = db.clone();
            tokio::spawn(async move {
                for n in 0..200 {
                    let id = format!("{tasks}-{run}-{task}-{n}");
                    let old = key(1, n + 200 * i64::try_from(task).unwrap_or(0));
                    db.write(async |tx: &mut Tx| {
                        tx.execute(&ADD, params![&id, "6408010001", n]).await?;
                        tx.execute(&RAISE, params![n, &old]).await
                    })
                    .await?;
                }
                Ok::<(), DbError>(())
            })
        })
        .collect();
    for task in crowd {
        task.await.unwrap_or(Err(DbError::CutOff))?;
    }
    Ok(start.elapsed())
}
