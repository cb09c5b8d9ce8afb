"""Measure models: workloads, a runner, statistics that hold for latencies, and reports."""
