package org.qingting.pipeline;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may know whom. */
class HouseRulesTest {
  private static final String[] FLINK = {"org.apache.flink.."};
  private static final String[] LUCENE = {"org.apache.lucene.."};
  private static final String[] HANLP = {"com.hankcs.."};
  private static final String[] JSOUP = {"org.jsoup.."};

  private static JavaClasses house;

  @BeforeAll
  static void readTheHouse() {
    house =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.qingting");
  }

  @Test
  void model_knowsOnlyTheJdk() {
    classes()
        .that()
        .resideInAPackage("org.qingting.model..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "org.qingting.model..")
        .check(house);
  }

  @Test
  void ingest_knowsNoHanlp_index_orAlerts() {
    mustNotKnow("org.qingting.ingest..", HANLP);
    mustNotKnow("org.qingting.ingest..", LUCENE);
    mustNotKnow("org.qingting.ingest..", "org.qingting.nlp..", "org.qingting.search..");
    mustNotKnow("org.qingting.ingest..", "org.qingting.alerts..", "org.qingting.dashboards..");
  }

  @Test
  void nlp_knowsNoFlink_jsoup_orIndex() {
    mustNotKnow("org.qingting.nlp..", FLINK);
    mustNotKnow("org.qingting.nlp..", JSOUP);
    mustNotKnow("org.qingting.nlp..", LUCENE);
    mustNotKnow("org.qingting.nlp..", "org.qingting.search..", "org.qingting.ingest..");
  }

  @Test
  void search_knowsNoFlink_jsoup_orHanlp() {
    mustNotKnow("org.qingting.search..", FLINK);
    mustNotKnow("org.qingting.search..", JSOUP);
    mustNotKnow("org.qingting.search..", HANLP);
    mustNotKnow("org.qingting.search..", "org.qingting.ingest..", "org.qingting.alerts..");
  }

  @Test
  void alerts_knowsNoFlink_jsoup_hanlp_lucene_orElasticsearch() {
    mustNotKnow("org.qingting.alerts..", FLINK);
    mustNotKnow("org.qingting.alerts..", JSOUP);
    mustNotKnow("org.qingting.alerts..", HANLP);
    mustNotKnow("org.qingting.alerts..", LUCENE);
    mustNotKnow("org.qingting.alerts..", "co.elastic..", "org.elasticsearch..");
    mustNotKnow("org.qingting.alerts..", "org.qingting.search..", "org.qingting.ingest..");
  }

  @Test
  void dashboards_knowsNoFlink_orJsoup() {
    mustNotKnow("org.qingting.dashboards..", FLINK);
    mustNotKnow("org.qingting.dashboards..", JSOUP);
    mustNotKnow("org.qingting.dashboards..", "org.qingting.ingest..", "org.qingting.pipeline..");
  }

  @Test
  void onlyIngestAndPipeline_knowFlink() {
    noClasses()
        .that()
        .resideOutsideOfPackages("org.qingting.ingest..", "org.qingting.pipeline..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(FLINK)
        .check(house);
  }

  @Test
  void packages_formNoCycles() {
    slices().matching("org.qingting.(*)..").should().beFreeOfCycles().check(house);
  }

  @Test
  void noDumpingGrounds() {
    noClasses()
        .should()
        .resideInAnyPackage("..util..", "..utils..", "..impl..", "..manager..", "..helper..")
        .check(house);
  }

  @Test
  void noRecordThatIsIndexedOrShown_hasAFieldAboutItsAuthor() {
    fields()
        .that()
        .areDeclaredInClassesThat()
        .resideInAnyPackage(
            "org.qingting.model..", "org.qingting.search..", "org.qingting.dashboards..")
        .and()
        .areDeclaredInClassesThat()
        .doNotHaveFullyQualifiedName("org.qingting.model.Arrival")
        .and()
        .areNotStatic()
        .should()
        .haveNameNotMatching("(?i).*(author|person|user|account|pseudonym|uid|nick).*")
        .check(house);
  }

  private static void mustNotKnow(String who, String... whom) {
    noClasses()
        .that()
        .resideInAPackage(who)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(whom)
        .check(house);
  }
}
