package org.qingting.pipeline.submit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ClusterLoggingTest {
  /** A cluster gives the job its own SLF4J, which is 1.7: LOG.atInfo() is not there. */
  @Test
  void nothingOfOurs_callsWhatOnlySlf4j2Has() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.slf4j.spi..")
        .check(
            new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("org.qingting"));
  }
}
