package io.sluice.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.conformance.storage.LogStorageConformance;
import io.sluice.spark.hadoop.HadoopLogStorage;
import io.sluice.storage.log.LogStorage;
import io.sluice.storage.log.LogStorages;
import io.sluice.storage.log.SegmentLog;
import io.sluice.storage.log.SegmentSettings;
import io.sluice.streaming.checkpoint.Inspection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints on a real HDFS, of one name node and two data nodes. */
@Tag("cluster")
class HdfsTest extends LogStorageConformance {
    @TempDir
    static java.nio.file.Path disks;

    private static MiniDFSCluster hdfs;

    private final String directory = hdfs.getURI() + "/checkpoint-" + UUID.randomUUID();

    @BeforeAll
    static void start() throws IOException {
        Configuration conf = new Configuration();
        conf.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, disks.toString());
        hdfs = new MiniDFSCluster.Builder(conf).numDataNodes(2).build();
        hdfs.waitActive();
    }

    @AfterAll
    static void stop() {
        hdfs.shutdown();
    }

    @Override
    protected LogStorage open() {
        return LogStorages.at(directory);
    }

    /** The same with a client of its own, as another process has. */
    private LogStorage openElsewhere() throws IOException {
        Path path = new Path(directory);
        return new HadoopLogStorage(FileSystem.newInstance(path.toUri(), new Configuration()), path);
    }

    @Test
    void aLogWhoseWriterDied_hasAllThatWasForced_andTheWriterMayNotGoOn() throws IOException {
        SegmentLog dead = SegmentLog.open(openElsewhere(), SegmentSettings.DEFAULT);
        dead.append(utf8("one"));
        dead.append(utf8("two"));
        dead.force();

        List<String> found = new ArrayList<>();
        SegmentLog.look(open(), (position, frame) -> found.add(text(frame)));
        assertThat(found).as("before anyone goes on").containsExactly("one", "two");
        found.clear();
        try (SegmentLog next =
                SegmentLog.open(open(), SegmentSettings.DEFAULT, (position, frame) -> found.add(text(frame)))) {
            assertThat(found).containsExactly("one", "two");
            next.append(utf8("three"));
            next.force();

            dead.append(utf8("four"));
            assertThatThrownBy(dead::force).hasMessageContaining("cannot be written");
        }
        found.clear();
        SegmentLog.look(open(), (position, frame) -> found.add(text(frame)));
        assertThat(found).containsExactly("one", "two", "three");
    }

    @Test
    void aProgramGoesOnFromItsCheckpoint_onEitherEngine() {
        CountingProgram.runOnEitherEngine(directory);

        assertThat(Inspection.of(directory).isSound()).isTrue();
    }
}
