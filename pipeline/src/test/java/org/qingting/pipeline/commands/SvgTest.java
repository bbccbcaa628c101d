package org.qingting.pipeline.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

class SvgTest {
  @Test
  void anyText_staysText() throws Exception {
    String nasty = "<script>alert(1)</script>\"&' ]]> \u0000\u0008\uFFFE \uD800 示例😀";
    Svg svg = new Svg(100, 50, nasty);
    svg.text(1, 2, Svg.Anchor.end, 12, "#000000", nasty);
    svg.rectangle(1, 2, 3, 4, "#000000", nasty);
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(svg.finish())));
    assertThat(document.getElementsByTagName("script").getLength()).isZero();
    Node text = document.getElementsByTagName("text").item(0);
    assertThat(text.getTextContent())
        .isEqualTo("<script>alert(1)</script>\"&' ]]> \uFFFD\uFFFD\uFFFD \uFFFD 示例😀");
    assertThat(document.getElementsByTagName("title").getLength()).isEqualTo(2);
  }
}
