package org.qingting.pipeline.submit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RootCauseTest {
  @Test
  void theInnermostCause_isTold_withoutItsClass() {
    assertThat(
            RootCause.of(
                """
                org.apache.flink.util.FlinkException: Failed to execute job 'qingting'.
                \tat org.apache.flink.Foo.bar(Foo.java:1)
                Caused by: java.lang.RuntimeException: java.io.FileNotFoundException: not here.
                \t... 4 more
                Caused by: java.io.FileNotFoundException: there is no file /a/b.
                \tat org.qingting.Foo.bar(Foo.java:2)
                \t... 5 more
                """))
        .isEqualTo("there is no file /a/b");
  }

  @Test
  void aSerializedException_isToldWithoutAnyOfItsClasses() {
    assertThat(RootCause.of("a.b.SerializedThrowable: a.b.StateMigrationException: does not fit"))
        .isEqualTo("does not fit");
  }

  @Test
  void anExceptionWithoutMessage_isToldByItsClass() {
    assertThat(
            RootCause.of("java.lang.NullPointerException\n\tat org.qingting.Foo.bar(Foo.java:2)"))
        .isEqualTo("java.lang.NullPointerException");
    assertThat(RootCause.of("x: y\nCaused by: java.util.concurrent.TimeoutException: "))
        .isEqualTo("TimeoutException");
  }

  @Test
  void aMissingClass_isToldWithTheKindOfError() {
    assertThat(RootCause.of("java.lang.NoClassDefFoundError: org/apache/kafka/Foo"))
        .isEqualTo("NoClassDefFoundError org/apache/kafka/Foo");
  }

  @Test
  void aMessageOfSeveralLines_isToldByItsFirst() {
    assertThat(RootCause.of("a.B: line one\ntwo\n\tat x.Y.z(Y.java:1)")).isEqualTo("line one");
  }

  @Test
  void whatIsNoTrace_isToldAsItIs_butNotWithoutEnd() {
    assertThat(RootCause.of("Only jar files are allowed.")).isEqualTo("Only jar files are allowed");
    assertThat(RootCause.of("字".repeat(5000))).hasSize(401).endsWith("…");
    assertThat(RootCause.of("")).isEmpty();
  }
}
