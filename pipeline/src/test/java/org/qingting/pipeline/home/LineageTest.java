package org.qingting.pipeline.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineageTest {
  @TempDir Path folder;

  private Lineage lineage;

  @BeforeEach
  void begin() {
    lineage = new Lineage(folder.resolve("checkpoints"));
  }

  @Test
  void newHome_hasNone_andBeginsWithOne() throws IOException {
    assertThat(lineage.newest()).isEmpty();
    assertThat(lineage.next()).isEqualTo(folder.resolve("checkpoints/start-000001"));
    lineage.clean();
  }

  @Test
  void newest_isByNumbers_notByNamesOrClocks() throws IOException {
    Path nine = whole("start-000001/job/chk-9", 9);
    Path ten = whole("start-000001/job/chk-10", 10);
    Files.setLastModifiedTime(nine, FileTime.from(Instant.now().plusSeconds(3600)));
    assertThat(lineage.newest()).contains(ten);
    Path later = whole("start-000002/job/chk-1", 1);
    Files.setLastModifiedTime(later, FileTime.from(Instant.EPOCH));
    assertThat(lineage.newest()).contains(later);
    Path many = whole("start-1000000/job/chk-2", 2);
    assertThat(lineage.newest()).contains(many);
    assertThat(lineage.next().getFileName()).hasToString("start-1000001");
  }

  @Test
  void savepoint_standsWhereItsOwnNumberPutsIt() throws IOException {
    whole("start-000003/job/chk-7", 7);
    Path savepoint = whole("start-000003/savepoint-aaaaaa-000000000000", 8);
    assertThat(lineage.newest()).contains(savepoint);
    // The stop failed at its last step and the job went on.
    Path after = whole("start-000003/job/chk-9", 9);
    assertThat(lineage.newest()).contains(after);
  }

  @Test
  void current_isTheNewestStart_evenWithoutACheckpoint() throws IOException {
    assertThat(lineage.current()).isEqualTo(folder.resolve("checkpoints/start-000001"));
    whole("start-000003/job/chk-7", 7);
    Files.createDirectories(folder.resolve("checkpoints/start-000004/job/shared"));
    assertThat(lineage.current()).isEqualTo(folder.resolve("checkpoints/start-000004"));
  }

  @Test
  void whatAStartLeft_isKnown_whole_orNot() throws IOException {
    Files.createDirectories(folder.resolve("checkpoints/start-000001/job/shared"));
    assertThat(lineage.hasRemains()).isFalse();
    Files.writeString(folder.resolve("checkpoints/start-000001/job/shared/part"), "half");
    assertThat(lineage.hasRemains()).isTrue();
  }

  @Test
  void startsBeforeAnAdoptedCheckpoint_areForgotten_andNoOthers() throws IOException {
    Path old = whole("start-000001/job/chk-3", 3);
    Path adopted = whole("start-000002/savepoint-a-b", 4);
    Path newer = whole("start-000003/job/chk-5", 5);
    lineage.forgetBefore(URI.create("s3://bucket/start-000009/chk-1"));
    lineage.forgetBefore(folder.resolve("start-000009/chk-1").toUri());
    assertThat(old).exists();

    lineage.forgetBefore(adopted.toUri());

    assertThat(folder.resolve("checkpoints/start-000001")).doesNotExist();
    assertThat(adopted).exists();
    assertThat(newer).exists();
  }

  @Test
  void whatIsNotWhole_isPassedOver() throws IOException {
    Path whole = whole("start-000001/job/chk-4", 4);
    Files.createDirectories(folder.resolve("checkpoints/start-000001/job/chk-5"));
    Files.createDirectories(folder.resolve("checkpoints/start-000001/savepoint-bbbbbb-0"));
    Files.createDirectories(folder.resolve("checkpoints/start-000002/job/shared"));
    Files.createDirectories(folder.resolve("checkpoints/start-x/job/chk-99"));
    whole("start-000001/job/chk-x", 99);
    Path broken =
        Files.createDirectories(folder.resolve("checkpoints/start-000001/savepoint-cccccc-0"));
    Files.writeString(broken.resolve("_metadata"), "half");
    assertThat(lineage.newest()).contains(whole);
    assertThat(lineage.next().getFileName()).hasToString("start-000003");
  }

  @Test
  void clean_keepsOnlyTheStartOfTheNewest() throws IOException {
    whole("start-000001/job/chk-4", 4);
    Path newest = whole("start-000002/job/chk-1", 1);
    Files.createDirectories(folder.resolve("checkpoints/start-000003/job/chk-1"));
    Path other = Files.createDirectories(folder.resolve("checkpoints/somebody-elses"));
    lineage.clean();
    assertThat(lineage.newest()).contains(newest);
    assertThat(folder.resolve("checkpoints/start-000001")).doesNotExist();
    assertThat(folder.resolve("checkpoints/start-000003")).doesNotExist();
    assertThat(other).exists();
    assertThat(lineage.next().getFileName()).hasToString("start-000003");
  }

  @Test
  void clean_deletesALink_butNotWhatItPointsTo() throws IOException {
    whole("start-000002/job/chk-1", 1);
    Path outside = Files.createDirectories(folder.resolve("outside"));
    Files.writeString(outside.resolve("kept"), "kept");
    Path start = Files.createDirectories(folder.resolve("checkpoints/start-000001"));
    Files.createSymbolicLink(start.resolve("link"), outside);
    lineage.clean();
    assertThat(start).doesNotExist();
    assertThat(outside.resolve("kept")).hasContent("kept");
  }

  private Path whole(String name, long id) throws IOException {
    Path path = Files.createDirectories(folder.resolve("checkpoints").resolve(name));
    try (DataOutputStream out =
        new DataOutputStream(Files.newOutputStream(path.resolve("_metadata")))) {
      Checkpoints.storeCheckpointMetadata(new CheckpointMetadata(id, List.of(), List.of()), out);
    }
    return path;
  }
}
