package io.sluice.operator;

import io.sluice.CallSite;
import java.io.Serializable;

/**
 * Which call of the user's program made a node of the lineage.
 *
 * @param id the node's number, unique in its context
 * @param site the method called, and the line that called it
 */
public record Origin(int id, CallSite site) implements Serializable {
    @Override
    public String toString() {
        return site.toString();
    }
}
