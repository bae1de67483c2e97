"""Objects of constructions in floating point: for looking at them and for searching.  Trusted for nothing."""
