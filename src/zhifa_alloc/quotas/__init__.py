"""Fair shares and whole posts: exact, nested, with certificates. No floats, no Excel, no solver."""
