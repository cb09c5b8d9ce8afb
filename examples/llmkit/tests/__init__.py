"""The tests of llmkit."""
