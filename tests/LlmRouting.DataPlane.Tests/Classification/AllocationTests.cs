using LlmRouting.Contract.Snapshot;
using LlmRouting.DataPlane.Classification;
using LlmRouting.DataPlane.Parsing;
using LlmRouting.DataPlane.Tests.Parsing;

namespace LlmRouting.DataPlane.Tests.Classification;

public class AllocationTests
{
    /// <summary>Less than one object a request: pools may grow once, on whichever thread the test runs.</summary>
    private const int Times = 200, SmallestObject = 24;

    [Theory]
    [InlineData("plain English words without any of them ")]
    [InlineData("한국어 문장에는 아무것도 없습니다 ")]
    public void Parsing_and_deciding_make_no_garbage(string text)
    {
        var body = System.Text.Encoding.UTF8.GetBytes($$"""{"model":"auto","messages":{{Read.User(string.Concat(Enumerable.Repeat(text, 40)))}} }""");
        var classifier = new HeuristicClassifier(Rules.V7 with { CodeOrMath = ComplexityLabel.Complex });
        using var request = new ParsedRequest();
        for (var i = 0; i < Times; i++) Once(classifier, body, request);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Times; i++) Once(classifier, body, request);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, (Times * SmallestObject) - 1);
    }

    private static void Once(HeuristicClassifier classifier, byte[] body, ParsedRequest request)
    {
        request.Reset();
        if (RequestParser.Parse(Dialect.Chat, body, request) is not null) throw new InvalidOperationException();
        classifier.Classify(request, onlyUpgrade: true);
    }
}
