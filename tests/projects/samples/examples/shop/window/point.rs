impl Point {
    /// The origin.
    fn zero() -> Self {
        Point(0, 0)
    }
}
