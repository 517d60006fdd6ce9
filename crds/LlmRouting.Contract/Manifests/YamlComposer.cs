using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace LlmRouting.Contract.Manifests;

/// <summary>YAML events to nodes; aliases become the nodes they name.</summary>
internal sealed class YamlComposer
{
    private readonly Parser _parser;
    private readonly int _lineOffset;
    private readonly Dictionary<string, ManifestNode?> _anchors = new(StringComparer.Ordinal);
    private readonly string[] _lines;
    private long _nodes;
    private int _flowDepth;

    private YamlComposer(DocumentText document)
    {
        _parser = new Parser(new StringReader(document.Text));
        _lineOffset = document.FirstLine - 1;
        _lines = document.Text.Split('\n');
    }

    /// <summary>The document's root, or null where there is none.</summary>
    public static ManifestNode? Compose(DocumentText document)
    {
        var composer = new YamlComposer(document);
        composer.CheckCharacters(document.Text);
        try
        {
            return composer.Document();
        }
        catch (YamlException e)
        {
            throw new ManifestSyntaxException(composer.At(e.Start), $"not YAML: {e.Message.TrimEnd('.')}");
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            var last = composer._parser.Current?.End ?? Mark.Empty;
            throw new ManifestSyntaxException(composer.At(last), "not YAML: the parser gives up behind this");
        }
    }

    private void CheckCharacters(string text)
    {
        var found = YamlStrictness.FindForbidden(text);
        if (found < 0) return;
        var before = text.AsSpan(0, found);
        var position = new Position(before.Count('\n') + 1 + _lineOffset, found - before.LastIndexOf('\n'));
        throw new ManifestSyntaxException(position, $"the character U+{(int)text[found]:X4} is not allowed: write it as an escape in double quotes");
    }

    private ManifestNode? Document()
    {
        _parser.Consume<StreamStart>();
        if (_parser.TryConsume<StreamEnd>(out _)) return null;
        _parser.Consume<DocumentStart>();
        var root = Node(0);
        _parser.Consume<DocumentEnd>();
        if (_parser.Current is DocumentStart next)
            throw new ManifestSyntaxException(At(next.Start), "kubectl reads nothing here: begin another document with a line ---");
        return root;
    }

    private ManifestNode Node(int depth)
    {
        var current = _parser.Current!;
        var position = At(current.Start);
        if (depth > ReadLimits.Depth) throw new ManifestSyntaxException(position, $"nested deeper than {ReadLimits.Depth}");
        if (IsIndentedByTab(current.Start)) throw new ManifestSyntaxException(position, "not YAML: a tab indents this line, and only spaces may");
        if (_parser.TryConsume<AnchorAlias>(out var alias)) return Alias(alias, position);

        if (current is not NodeEvent anchored) throw new ManifestSyntaxException(position, "not YAML: a value is missing");
        if (!anchored.Tag.IsEmpty) throw new ManifestSyntaxException(position, $"a tag ({anchored.Tag}) is not needed: leave it out");
        if (!anchored.Anchor.IsEmpty) _anchors[anchored.Anchor.Value] = null;
        Count(1, position);
        var node = Content(position, depth);
        if (!anchored.Anchor.IsEmpty) _anchors[anchored.Anchor.Value] = node;
        return node;
    }

    private ManifestNode Content(Position position, int depth)
    {
        if (_parser.TryConsume<Scalar>(out var scalar)) return Text(scalar, position);
        return _parser.TryConsume<SequenceStart>(out var sequence)
            ? InStyle(sequence.Style == SequenceStyle.Flow, () => Sequence(position, depth))
            : InStyle(_parser.Consume<MappingStart>().Style == MappingStyle.Flow, () => Mapping(position, depth));
    }

    private ScalarNode Text(Scalar scalar, Position position)
    {
        var plain = scalar.Style == ScalarStyle.Plain;
        if (plain && scalar.Value.Length == 0 && _flowDepth > 0 && YamlStrictness.IsTightColon(LineBefore(scalar.Start), LineFrom(scalar.Start)))
            throw new ManifestSyntaxException(position, "kubectl takes this colon for a part of the word: put a space behind it");
        if (plain && YamlStrictness.NeedsQuotes(scalar.Value, _flowDepth > 0)) throw new ManifestSyntaxException(position, "not YAML to kubectl: quote this value");
        return new ScalarNode(position, scalar.Value, plain);
    }

    private ManifestNode InStyle(bool flow, Func<ManifestNode> content)
    {
        if (flow) _flowDepth++;
        var node = content();
        if (flow) _flowDepth--;
        return node;
    }

    private SequenceNode Sequence(Position position, int depth)
    {
        var items = new List<ManifestNode>();
        while (!_parser.TryConsume<SequenceEnd>(out _)) items.Add(Node(depth + 1));
        return new SequenceNode(position, items);
    }

    private MappingNode Mapping(Position position, int depth)
    {
        var entries = new List<MappingEntry>();
        while (!_parser.TryConsume<MappingEnd>(out _)) entries.Add(new MappingEntry(Node(depth + 1), Node(depth + 1)));
        return new MappingNode(position, entries);
    }

    private bool IsIndentedByTab(in Mark start) => _flowDepth == 0 && YamlStrictness.IsTabIndent(LineBefore(start));

    private ReadOnlySpan<char> LineBefore(in Mark at) => Line(at)[..Column(at)];

    private ReadOnlySpan<char> LineFrom(in Mark at) => Line(at)[Column(at)..];

    private ReadOnlySpan<char> Line(in Mark at) => at.Line <= _lines.Length ? _lines[at.Line - 1] : "";

    private int Column(in Mark at) => (int)Math.Clamp(at.Column - 1, 0, Line(at).Length);

    private ManifestNode Alias(AnchorAlias alias, Position position)
    {
        if (!_anchors.TryGetValue(alias.Value.Value, out var node))
            throw new ManifestSyntaxException(position, $"no anchor &{alias.Value} before this");
        if (node is null) throw new ManifestSyntaxException(position, $"*{alias.Value} contains itself");
        Count(node.Size, position);
        return node;
    }

    private void Count(long nodes, Position position)
    {
        _nodes += nodes;
        if (_nodes > ReadLimits.Nodes) throw new ManifestSyntaxException(position, $"more than {ReadLimits.Nodes} values, aliases counted in full");
    }

    private Position At(in Mark mark) => new((int)mark.Line + _lineOffset, (int)mark.Column);
}
