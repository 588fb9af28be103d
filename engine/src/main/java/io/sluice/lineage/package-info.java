/**
 * What an RDD is made of: an immutable tree of {@link io.sluice.lineage.Lineage} nodes, which says what to compute and runs
 * nothing. The set of nodes is sealed and small, because each engine interprets each of them. Start at
 * {@link io.sluice.lineage.Lineage}. Made by the RDD API ({@code io.sluice}), read by engines.
 */
package io.sluice.lineage;
