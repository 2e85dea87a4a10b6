//! What the room as a whole promises.
