"""Writing down what was measured, looking whether it is bad, and putting right by hand."""
