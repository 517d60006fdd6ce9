using System.Collections;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LlmRouting.Contract.Frames;

namespace LlmRouting.Contract.Tests.Frames;

/// <summary>
/// Operator and data plane are upgraded in either order. Each folder below wire/ is what a release wrote, every member included: made with UPDATE_GOLDEN=1 when the release is, and never changed
/// afterwards. required.txt names what that release could not do without, so that it is never more.
/// </summary>
public sealed class WireTests
{
    private static readonly string Root = Path.Combine(RepositoryPaths.Root, "tests", "LlmRouting.Contract.Tests", "wire");

    /// <summary>What is sent, how it is read, and how that is written again.</summary>
    private static readonly IReadOnlyDictionary<string, (Func<IEnumerable<byte[]>> Now, Func<byte[], object> Read, Func<object, byte[]> Write)> Kinds =
        new Dictionary<string, (Func<IEnumerable<byte[]>>, Func<byte[], object>, Func<object, byte[]>)>
        {
            ["frames"] = (() => Filled.Frames.Select(FrameCodec.Encode), line => FrameCodec.Decode(line) ?? throw new JsonException("unknown kind"), frame => FrameCodec.Encode((Frame)frame)),
            ["reports"] = (() => [ReportCodec.Encode(Filled.Report)], line => ReportCodec.Decode(line), report => ReportCodec.Encode((Report)report)),
            ["answers"] = (() => [ReportCodec.Encode(Filled.Answer)], line => ReportCodec.DecodeAnswer(line), answer => ReportCodec.Encode((ReportAnswer)answer)),
        };

    public static IEnumerable<object[]> Releases() => Directory.GetDirectories(Root).SelectMany(_ => Kinds.Keys, (folder, kind) => new object[] { Path.GetFileName(folder), kind });

    public static TheoryData<string> KindsOfText() => [.. Kinds.Keys];

    [Theory]
    [MemberData(nameof(Releases))]
    public void What_a_release_wrote_is_read_and_means_the_same(string release, string kind)
    {
        foreach (var line in File.ReadLines(Path.Combine(Root, release, kind + ".ndjson")))
        {
            var again = JsonNode.Parse(Kinds[kind].Write(Kinds[kind].Read(Encoding.UTF8.GetBytes(line))));
            Assert.True(Holds(again, JsonNode.Parse(line)), $"{release} wrote\n{line}\nand it reads as\n{again!.ToJsonString()}");
        }
    }

    [Theory]
    [MemberData(nameof(KindsOfText))]
    public void A_member_of_a_later_release_is_passed_over_wherever_it_stands(string kind)
    {
        foreach (var line in Kinds[kind].Now())
        {
            var later = JsonNode.Parse(line)!;
            foreach (var record in Records(later, "").ToList()) record.Object["later"] = new JsonObject { ["a"] = new JsonArray(1, "b", null) };
            Assert.Equal(line, Kinds[kind].Write(Kinds[kind].Read(Encoding.UTF8.GetBytes(later.ToJsonString()))));
        }
    }

    [Fact]
    public void Every_member_can_be_missing_but_those_that_the_first_release_had_and_needs()
    {
        var needed = Kinds.Values.SelectMany(kind => kind.Now(), (kind, line) => (kind, line)).SelectMany(text => Needed(text.line, text.kind.Read)).Distinct().Order(StringComparer.Ordinal).ToList();
        var known = Directory.GetDirectories(Root).Order(StringComparer.Ordinal).Take(1).SelectMany(folder => File.ReadLines(Path.Combine(folder, "required.txt"))).ToHashSet();
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1") Write(needed);
        else Assert.Empty(needed.Except(known));
    }

    /// <summary>Members without which a line cannot be read, or is read with a null where none may be.</summary>
    private static IEnumerable<string> Needed(byte[] line, Func<byte[], object> read)
    {
        foreach (var path in Records(JsonNode.Parse(line)!, "").SelectMany(record => record.Object.Select(member => (record.At, member.Key))).ToList())
        {
            var without = JsonNode.Parse(line)!;
            Records(without, "").First(record => record.At == path.At).Object.Remove(path.Key);
            if (!CanRead(Encoding.UTF8.GetBytes(without.ToJsonString()), read)) yield return $"{JsonNode.Parse(line)!["kind"] ?? "report"}{path.At}.{path.Key}";
        }
    }

    private static bool CanRead(byte[] line, Func<byte[], object> read)
    {
        try
        {
            return IsWhole(read(line));
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool IsWhole(object value) => value switch
    {
        string or ValueType when value.GetType().Namespace == nameof(System) || value is string => true,
        IEnumerable items => items.Cast<object?>().All(item => item is not null && IsWhole(item)),
        _ => value.GetType().GetProperties().Where(member => member.CanWrite).All(member => member.GetValue(value) is { } of
            ? IsWhole(of)
            : member.PropertyType.IsValueType || new NullabilityInfoContext().Create(member).ReadState == NullabilityState.Nullable),
    };

    /// <summary>Every object in it, with where it stands.</summary>
    private static IEnumerable<(string At, JsonObject Object)> Records(JsonNode? node, string at) => node switch
    {
        JsonObject record => record.SelectMany(member => Records(member.Value, $"{at}.{member.Key}")).Prepend((at, record)),
        JsonArray list => list.SelectMany(item => Records(item, at + "[]")),
        _ => [],
    };

    /// <summary>Whether everything in <paramref name="old"/> is in <paramref name="now"/>, which may have more members.</summary>
    private static bool Holds(JsonNode? now, JsonNode? old) => (now, old) switch
    {
        (JsonObject mine, JsonObject theirs) => theirs.All(member => mine.ContainsKey(member.Key) && Holds(mine[member.Key], member.Value)),
        (JsonArray mine, JsonArray theirs) => mine.Count == theirs.Count && mine.Zip(theirs).All(pair => Holds(pair.First, pair.Second)),
        _ => JsonNode.DeepEquals(now, old),
    };

    private static void Write(IReadOnlyList<string> needed)
    {
        var release = Path.Combine(Root, typeof(Frame).Assembly.GetName().Version!.ToString(3));
        if (Directory.Exists(release)) return;
        Directory.CreateDirectory(release);
        foreach (var (name, kind) in Kinds) File.WriteAllText(Path.Combine(release, name + ".ndjson"), string.Concat(kind.Now().Select(line => Encoding.UTF8.GetString(line).TrimEnd() + "\n")));
        File.WriteAllText(Path.Combine(release, "required.txt"), string.Concat(needed.Select(line => line + "\n")));
    }
}
