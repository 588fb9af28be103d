package io.sluice.conformance;

import java.util.List;

/** A random dataset of small numbers, with duplicates, and how many partitions to cut it into. */
public record Numbers(List<Integer> values, int partitions) {}
