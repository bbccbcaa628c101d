package org.qingting.nlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.hankcs.hanlp.collection.trie.DoubleArrayTrie;
import com.hankcs.hanlp.corpus.tag.Nature;
import com.hankcs.hanlp.dictionary.CoreDictionary;
import com.hankcs.hanlp.dictionary.DynamicCustomDictionary;
import com.hankcs.hanlp.seg.Segment;
import com.hankcs.hanlp.seg.Viterbi.ViterbiSegment;
import com.hankcs.hanlp.seg.common.Term;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LatticeSegmentTest {
  private static final List<String> PARTS =
      List.of(
          "派出所",
          "民警",
          "到了",
          "现场",
          "一看",
          "说不归他们管",
          "，",
          "。",
          "？！",
          "昨天",
          "晚上",
          "二〇二六年",
          "十二点",
          "三十五",
          "110",
          "12.5",
          "2026-11-03",
          "abc",
          "iPhone",
          "v2.0",
          "#话题#",
          "@某用户",
          " ",
          "…",
          "——",
          "😀",
          "㗊",
          "乡政府",
          "人民路",
          "云溪镇",
          "云溪",
          "出警记录",
          "辅警",
          "打人",
          "研究生命",
          "的",
          "了",
          "一",
          "百",
          "〇",
          "％",
          "a",
          "7",
          "-",
          "/",
          "（",
          "）",
          "扫黑除恶",
          "执法记录仪",
          "\uD83D");

  private final DoubleArrayTrie<CoreDictionary.Attribute> own = own();
  private final Segment theirs =
      new ViterbiSegment()
          .enableCustomDictionary(new DynamicCustomDictionary(own, null, null))
          .enableCustomDictionaryForcing(true)
          .enableAllNamedEntityRecognize(false)
          .enableOffset(false);
  private final Segment ours = new LatticeSegment(own);

  private static DoubleArrayTrie<CoreDictionary.Attribute> own() {
    TreeMap<String, CoreDictionary.Attribute> words = new TreeMap<>();
    for (String word : List.of("出警记录", "出警", "辅警", "扫黑除恶", "执法记录仪", "研究")) {
      words.put(word, new CoreDictionary.Attribute(Nature.n, 200));
    }
    for (String place : List.of("云溪镇", "云溪", "人民路")) {
      words.put(place, new CoreDictionary.Attribute(Nature.ns, 200));
    }
    DoubleArrayTrie<CoreDictionary.Attribute> trie = new DoubleArrayTrie<>();
    trie.build(words);
    return trie;
  }

  @Test
  void segmentsAsHanlpDoes_wordForWordAndTagForTag() {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      String text = text(random);

      assertThat(shown(ours.seg(text))).as(text).isEqualTo(shown(theirs.seg(text)));
    }
  }

  @Test
  void segmentsAnyCharactersAsHanlpDoes() {
    Random random = new Random(2);
    for (int i = 0; i < 5_000; i++) {
      char[] any = new char[1 + random.nextInt(30)];
      for (int k = 0; k < any.length; k++) {
        any[k] =
            (char)
                (random.nextBoolean() ? 0x4E00 + random.nextInt(0x5200) : random.nextInt(0x10000));
      }
      String text = new String(any);

      assertThat(shown(ours.seg(text))).as(text).isEqualTo(shown(theirs.seg(text)));
    }
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    int parts = 1 + random.nextInt(14);
    for (int i = 0; i < parts; i++) {
      text.append(PARTS.get(random.nextInt(PARTS.size())));
    }
    return text.toString();
  }

  private static List<String> shown(List<Term> terms) {
    return terms.stream().map(term -> term.word + "/" + term.nature).toList();
  }
}
