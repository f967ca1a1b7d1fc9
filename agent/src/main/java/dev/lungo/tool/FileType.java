package dev.lungo.tool;

import java.util.HexFormat;
import java.util.List;

/** A guess at what a binary file is, by its first bytes. */
final class FileType {
    private static final int LONGEST = 16;

    private record Magic(String hex, String name) {}

    private static final List<Magic> KNOWN = List.of(
            new Magic("89504e47", "PNG image"),
            new Magic("ffd8ff", "JPEG image"),
            new Magic("47494638", "GIF image"),
            new Magic("52494646", "RIFF file (WebP, WAV or AVI)"),
            new Magic("25504446", "PDF document"),
            new Magic("504b0304", "ZIP archive (also jar, docx, xlsx)"),
            new Magic("1f8b", "gzip archive"),
            new Magic("425a68", "bzip2 archive"),
            new Magic("fd377a585a00", "xz archive"),
            new Magic("28b52ffd", "zstd archive"),
            new Magic("7f454c46", "ELF program or library"),
            new Magic("cafebabe", "Java class file"),
            new Magic("53514c69746520666f726d6174", "SQLite database"),
            new Magic("0061736d", "WebAssembly module"));

    private FileType() {}

    static String guess(byte[] head) {
        String hex = HexFormat.of().formatHex(head, 0, Math.min(LONGEST, head.length));
        return KNOWN.stream()
                .filter(magic -> hex.startsWith(magic.hex()))
                .findFirst()
                .map(Magic::name)
                .orElse("binary file");
    }
}
