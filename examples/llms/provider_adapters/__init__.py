"""One conversation through the SDKs of several providers, and an adapter of our own."""
