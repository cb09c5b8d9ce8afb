"""Pure text work: strings in, values out, no file is opened here."""
