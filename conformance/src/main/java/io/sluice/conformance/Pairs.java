package io.sluice.conformance;

import io.sluice.Tuple2;
import java.util.List;

/** A random dataset of keys, now few and now many different ones, and values; either may be null. */
public record Pairs(List<Tuple2<String, Integer>> values, int partitions) {}
