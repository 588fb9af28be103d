package io.sluice.operator;

import static java.util.Objects.requireNonNull;

import io.sluice.CallSite;
import java.io.Serializable;

/**
 * Which call of the user's program made a node of the lineage. Two origins are never equal. The name is all that can
 * change: a program may give it to a dataset at any time, and it lives here so that it lives as long as the node.
 */
public final class Origin implements Serializable {
    private final int id;
    private final CallSite site;
    private volatile String name = "";

    /**
     * A node without a name.
     *
     * @param id the node's number, unique in its context
     * @param site the method called, and the line that called it
     */
    public Origin(int id, CallSite site) {
        this.id = id;
        this.site = requireNonNull(site, "site");
    }

    /** The node's number, unique in its context. */
    public int id() {
        return id;
    }

    /** The method called, and the line that called it. */
    public CallSite site() {
        return site;
    }

    /** What the program calls the dataset; empty if it has no name. */
    public String name() {
        return name;
    }

    public void rename(String newName) {
        name = requireNonNull(newName, "name");
    }

    @Override
    public String toString() {
        return site.toString();
    }
}
