using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes;

namespace LlmRouting.Operator.Tests.FakeApi.Replay;

/// <summary>What was done in front of an exchange and is in the recording only as its consequence.</summary>
public sealed class MissingSteps(FakeApiServer server)
{
    private const string Tier = "modeltiers.llmrouting.dev";
    private const string Hold = "llmrouting.dev/hold";

    public async Task BeforeAsync(string scenario, int exchange)
    {
        switch ((scenario[..2], exchange))
        {
            case ("12", 2):
                server.Objects.Delete(Tier, "t1", "t6");
                Create(Tier, "t1", "t45", """{"spec":{"model":"llama-3-8b","gpu":{"class":"h100"},"replicas":1} }""");
                break;
            case ("18", 8):
                Owned("fgchild", blocks: true);
                Owned("fgnb", blocks: false);
                break;
            case ("18", 12):
                Release("configmaps", "t1", "fgchild");
                break;
            case ("35", 8):
                for (var i = 0; i < 12; i++) Label($"l{i}", $"m{i:00}");
                break;
            case ("45", 2):
                Create("namespaces", "", "t4gone", "{}");
                break;
            case ("73", 5):
                Create(Tier, "life", "held", $$"""{"metadata":{"finalizers":["{{Hold}}"]},"spec":{"model":"llama-3-8b","gpu":{"class":"h100"},"replicas":1} }""");
                break;
            case ("73", 11):
                Release(Tier, "life", "held");
                break;
            case ("95", 4):
                Write();
                server.Faults.Compact();
                break;
            case ("95", 6) or ("97", 15):
                Write();
                await server.RestartAsync();
                break;
        }
    }

    private void Create(string resource, string ns, string name, string json)
    {
        var body = JsonNode.Parse(json)!.AsObject();
        (body["metadata"] ??= new JsonObject())["name"] = name;
        if (server.Objects.Find(resource, ns, name) is not null) server.Objects.Delete(resource, ns, name);
        server.Objects.Create(resource, ns, body, "llmrouting-operator");
    }

    private void Owned(string name, bool blocks) => Create("configmaps", "t1", name, $$"""
        {"metadata":{"finalizers":["{{Hold}}"],"ownerReferences":[{"apiVersion":"llmrouting.dev/v1alpha1","kind":"ModelTier","name":"fg","uid":"{{server.Objects.Find(Tier, "t1", "fg")!["metadata"]!["uid"]}}","blockOwnerDeletion":{{(blocks ? "true" : "false")}} } ] }, "data":{"k":"v"} }
        """);

    private void Release(string resource, string ns, string name) => server.Objects.Change(resource, ns, name, value => value["metadata"]!.AsObject().Remove("finalizers"));

    private void Label(string name, string manager) =>
        server.Objects.Change(Tier, "t3", "a", value => (value["metadata"]!["labels"] ??= new JsonObject())[name] = "1", manager: manager);

    /// <summary>Any write, so that the present is newer than what clients know.</summary>
    private void Write() => server.Objects.Put(server.Objects.Find("configmaps", "default", "kube-root-ca.crt")!);
}
