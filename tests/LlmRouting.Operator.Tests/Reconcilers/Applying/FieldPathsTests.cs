using System.Text.Json.Nodes;
using LlmRouting.Operator.Reconcilers.Applying;

namespace LlmRouting.Operator.Tests.Reconcilers.Applying;

public sealed class FieldPathsTests
{
    [Theory]
    [InlineData(".spec.replicas", """{"spec":{"x":{"a.b":1},"c":[{"name":"v","p":8,"i":1},{"name":"w"}]}}""")]
    [InlineData(".spec.c[name=\"v\"].i", """{"spec":{"replicas":1,"x":{"a.b":1},"c":[{"name":"v","p":8},{"name":"w"}]}}""")]
    [InlineData(".spec.c[name=\"w\"]", """{"spec":{"replicas":1,"x":{"a.b":1},"c":[{"name":"v","p":8,"i":1}]}}""")]
    [InlineData(".spec.c[name=\"v\",p=8].i", """{"spec":{"replicas":1,"x":{"a.b":1},"c":[{"name":"v","p":8},{"name":"w"}]}}""")]
    [InlineData(".spec.c[1].name", """{"spec":{"replicas":1,"x":{"a.b":1},"c":[{"name":"v","p":8,"i":1},{}]}}""")]
    [InlineData(".spec.x.a.b", """{"spec":{"replicas":1,"x":{},"c":[{"name":"v","p":8,"i":1},{"name":"w"}]}}""")]
    [InlineData(".spec.none.deeper", """{"spec":{"replicas":1,"x":{"a.b":1},"c":[{"name":"v","p":8,"i":1},{"name":"w"}]}}""")]
    public void The_field_a_conflict_names_leaves_the_body(string path, string left)
    {
        var body = JsonNode.Parse("""{"spec":{"replicas":1,"x":{"a.b":1},"c":[{"name":"v","p":8,"i":1},{"name":"w"}]}}""")!.AsObject();
        FieldPaths.Remove(body, path);
        Assert.Equal(left, body.ToJsonString());
    }
}
