package io.sluice.embedded.shuffle;

import io.sluice.Tuple2;
import java.io.IOException;

/** Pairs as they came, by reference, a buffer for each reducer. Immutable. */
final class RowsPart implements MemoryPart {
    private final RowBuffer[] buffers;

    /** A buffer for each reducer, null for one that gets nothing. */
    RowsPart(RowBuffer[] buffers) {
        this.buffers = buffers;
    }

    @Override
    @SuppressWarnings("unchecked") // the reader knows the types
    public PairCursor<Object, Object> open(int reducer) {
        RowBuffer buffer = buffers[reducer];
        return (PairCursor<Object, Object>) (PairCursor<?, ?>) (buffer == null ? PairCursors.empty() : buffer.open());
    }

    @Override
    public PairCursor<Object, Object> openByHash(int reducer) {
        throw new IllegalStateException("rows have no order");
    }

    @Override
    public long records(int reducer) {
        return buffers[reducer] == null ? 0 : buffers[reducer].size();
    }

    @Override
    public void spillTo(SpillWriter out) throws IOException {
        for (RowBuffer buffer : buffers) {
            if (buffer != null) {
                RowBuffer.Cursor rows = buffer.open();
                while (rows.next()) {
                    Tuple2<?, ?> row = rows.pair();
                    out.write(row._1(), row._2());
                }
            }
            out.endSegment();
        }
    }
}
