package io.sluice;

/** One partition of an RDD: which one it is. */
public record Partition(int index) {}
