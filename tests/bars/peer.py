"""Recency, frequency and money of everyone in a CSV of purchases, in quintiles and in halves by the
mean, by DuckDB or by Polars. Prints the seconds that takes, reading the file included."""

import datetime
import sys
import time

peer, path = sys.argv[1:]

if peer == "DuckDB":
    import duckdb

    now = datetime.datetime.now()
    start = time.perf_counter()
    duckdb.sql(
        f"""
        create table sorted as with figures as (
            select customer, date_diff('day', make_timestamp(max(bought) * 1000), timestamp '{now}') r,
                count(*) f, sum(fen) m
            from read_csv('{path}') group by customer
        )
        select ntile(5) over (order by r desc), ntile(5) over (order by f),
            ntile(5) over (order by m), r < avg(r) over (), f > avg(f) over (), m > avg(m) over (),
            case when r <= 30 then 0 when r <= 90 then 1 when r <= 180 then 2 else 3 end
        from figures
        """
    )
    [(rows,)] = duckdb.sql("select count(*) from sorted").fetchall()
else:
    import polars as pl

    start = time.perf_counter()
    figures = (
        pl.scan_csv(path)
        .group_by("customer")
        .agg(pl.col("bought").max(), pl.len().alias("f"), pl.col("fen").sum().alias("m"))
    )
    quintile = [
        (pl.col(name).rank("ordinal") * 5 // pl.len()).alias(name + "5") for name in ("bought", "f", "m")
    ]
    half = [(pl.col(name) > pl.col(name).mean()).alias(name + "2") for name in ("bought", "f", "m")]
    rows = figures.with_columns(quintile + half).collect().height

print(time.perf_counter() - start, rows)
