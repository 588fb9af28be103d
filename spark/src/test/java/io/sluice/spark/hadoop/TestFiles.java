package io.sluice.spark.hadoop;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Abortable;
import org.apache.hadoop.fs.CommonPathCapabilities;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.StreamCapabilities;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/** The local disk, as file systems of several kinds would show it. */
public final class TestFiles {
    private TestFiles() {}

    /** Under a scheme of its own. */
    private abstract static class Local extends RawLocalFileSystem {
        @Override
        public URI getUri() { // asked for before a constructor could have set it
            return URI.create(getScheme() + ":///");
        }

        @Override
        public abstract String getScheme();

        /** Would start a process each time. */
        @Override
        public void setPermission(Path path, FsPermission permission) {}

        /** Likewise. */
        @Override
        public FileStatus getFileLinkStatus(Path path) throws IOException {
            return getFileStatus(path);
        }
    }

    /** {@code synced:}, whose files grow and are synced, as HDFS's are. */
    public static final class Synced extends Local {
        @Override
        public String getScheme() {
            return "synced";
        }
    }

    /** {@code plain:}, whose files neither grow nor are synced, and may be seen half written. */
    public static final class Plain extends Local {
        @Override
        public String getScheme() {
            return "plain";
        }

        @Override
        public FSDataOutputStream append(Path file, int buffer, Progressable progress) {
            throw new UnsupportedOperationException("append");
        }

        @Override
        public FSDataOutputStream create(
                Path file, boolean overwrite, int buffer, short replication, long block, Progressable progress)
                throws IOException {
            OutputStream out = super.create(file, overwrite, buffer, replication, block, progress);
            return new FSDataOutputStream(new Unsynced(out), null);
        }
    }

    private static final class Unsynced extends OutputStream {
        private final OutputStream out;

        Unsynced(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int one) throws IOException {
            out.write(one);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            out.write(bytes, from, count);
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }

    /** {@code store:}, whose files neither grow nor are synced, and are there when they are closed, as those of S3. */
    public static final class Store extends Local {
        @Override
        public String getScheme() {
            return "store";
        }

        @Override
        public boolean hasPathCapability(Path path, String capability) throws IOException {
            return capability.equals(CommonPathCapabilities.ABORTABLE_STREAM)
                    || super.hasPathCapability(path, capability);
        }

        @Override
        public boolean rename(Path from, Path to) {
            throw new UnsupportedOperationException("a store would copy all of it");
        }

        @Override
        public FSDataOutputStream append(Path file, int buffer, Progressable progress) {
            throw new UnsupportedOperationException("append");
        }

        @Override
        public FSDataOutputStream create(
                Path file, boolean overwrite, int buffer, short replication, long block, Progressable progress)
                throws IOException {
            if (!overwrite && exists(file)) {
                throw new FileAlreadyExistsException(file.toString());
            }
            return new FSDataOutputStream(
                    new Upload(() -> super.create(file, true, buffer, replication, block, progress)), null);
        }
    }

    @FunctionalInterface
    private interface Target {
        OutputStream open() throws IOException;
    }

    private static final class Upload extends ByteArrayOutputStream implements Abortable, StreamCapabilities {
        private final Target target;
        private boolean over;

        Upload(Target target) {
            this.target = target;
        }

        @Override
        public boolean hasCapability(String capability) {
            return capability.equals(ABORTABLE_STREAM);
        }

        @Override
        public AbortableResult abort() {
            over = true;
            return null;
        }

        @Override
        public void close() throws IOException {
            if (!over) {
                over = true;
                try (OutputStream out = target.open()) {
                    writeTo(out);
                }
            }
        }
    }

    /** {@link Synced} for {@link org.apache.hadoop.fs.FileContext}. */
    public static final class SyncedContext extends DelegateToFileSystem {
        public SyncedContext(URI uri, Configuration conf) throws IOException, URISyntaxException {
            super(uri, new Synced(), conf, "synced", false);
        }
    }

    /** {@link Plain} for {@link org.apache.hadoop.fs.FileContext}. */
    public static final class PlainContext extends DelegateToFileSystem {
        public PlainContext(URI uri, Configuration conf) throws IOException, URISyntaxException {
            super(uri, new Plain(), conf, "plain", false);
        }
    }
}
