/**
 * The user's code: functions handed to transformations and actions. Each is {@link java.io.Serializable}, because the same
 * program may run on a cluster, and may throw anything; the engine names the record and the line when one does. Names and
 * shapes are those of Spark's Java API. Used by every other package; uses none but {@code io.sluice}'s tuples.
 */
package io.sluice.function;
