//! The seeded generator of the sample data.
