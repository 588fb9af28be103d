/**
 * The static graph of a streaming program: nodes that make an RDD for each batch time, inputs at one end and outputs at the
 * other. Nothing runs here. Start at {@link io.sluice.streaming.graph.StreamNode}. Built by the DStream API, read by the
 * batch cycle.
 */
package io.sluice.streaming.graph;
