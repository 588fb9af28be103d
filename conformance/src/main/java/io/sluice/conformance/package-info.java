/**
 * What every operator gives, on whatever engine: specifications with random inputs, each compared with {@link
 * io.sluice.conformance.Reference}, which does the same with lists in the plainest way. An engine passes when a subclass of
 * {@link io.sluice.conformance.RddConformance} that makes its contexts passes.
 */
package io.sluice.conformance;
