/**
 * What happens to the records of one partition: operators, each of which turns {@link io.sluice.operator.Records} into
 * other records, pushed or pulled. Start at {@link io.sluice.operator.Operator}. Operators are part of the lineage, so all
 * of them are serializable, and every engine runs the same ones.
 */
package io.sluice.operator;
