fn main() {
    match huike_api::typescript() {
        Ok(t) => print!("{t}"),
        Err(e) => {
            eprintln!("{e:?}");
            std::process::exit(1)
        }
    }
}
