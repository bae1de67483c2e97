"""One theorem a file: each rule turns a sequent and its arguments into sequents that together imply it."""
