package org.qingting.nlp.tone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.qingting.model.Tone;

class ToneModelTest {

  @Test
  void readsBackWhatItWrote() throws IOException {
    float[] weights = new float[3 * ToneFeatures.BUCKETS];
    ToneFeatures features = new ToneFeatures();
    features.read("好");
    for (int i = 0; i < features.size(); i++) {
      weights[3 * features.bucket(i) + 2] = 4;
    }
    ToneModel model = ToneModel.of("test", new float[] {0, 0.5f, 0}, weights, 2);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    model.write(bytes);
    ToneModel read = ToneModel.read(new ByteArrayInputStream(bytes.toByteArray()));

    assertThat(read.version()).isEqualTo("test");
    assertThat(read.score("好")).isEqualTo(model.score("好"));
    assertThat(read.score("好").best()).isEqualTo(Tone.POSITIVE);
    assertThat(read.score("路").best()).isEqualTo(Tone.NEUTRAL);
  }

  @Test
  void refusesDamagedBytes() {
    assertThatThrownBy(() -> ToneModel.read(new ByteArrayInputStream(new byte[100])))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("train it again");
  }

  @Test
  void ignoresHandlesAddressesAndWhichDigits() {
    ToneModel model = ToneModel.standard();
    assertThat(model.score("今天3点 来了")).isEqualTo(model.score("今天9点 来了"));
    assertThat(model.score("很好@甲乙丙")).isEqualTo(model.score("很好@丁戊"));
    assertThat(model.score("很好 http://a.example/x"))
        .isEqualTo(model.score("很好 https://b.example/yy"));
  }

  @Test
  void scoresEmptyText() {
    ToneScore score = ToneModel.standard().score("");
    assertThat(score.negative() + score.neutral() + score.positive()).isBetween(0.999f, 1.001f);
  }

  @Test
  void tellsClearPostsApart() {
    ToneModel model = ToneModel.standard();
    assertThat(model.score("太感谢了，好暖心，点赞").positive()).isGreaterThan(0.7f);
    assertThat(model.score("太恶心了，气死我了，垃圾").negative()).isGreaterThan(0.8f);
  }
}
