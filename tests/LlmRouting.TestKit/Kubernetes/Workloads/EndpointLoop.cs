using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Controllers;
using LlmRouting.TestKit.Kubernetes.Storage;

namespace LlmRouting.TestKit.Kubernetes.Workloads;

/// <summary>Service and its Pods → one EndpointSlice for each port the Pods listen on. Labels of the Service are handed on.</summary>
internal sealed class EndpointLoop(ObjectDatabase database, ResourceRegistry registry, ServerWriter writer, WorkloadOptions options, PairIndex podsByLabel, PairIndex servicesBySelector)
{
    private const string Manager = "endpointslice-controller";

    private readonly Dictionary<string, HashSet<string>> written = [];

    private ResourceTable Services => database.Table(registry.Named("services"));

    public void ReconcileFor(StoredObject pod)
    {
        foreach (var key in PairIndex.Labels(pod.Labels).SelectMany(l => servicesBySelector.Find(pod.Key.Namespace, l)).Distinct().ToList())
            if (Services.Find(key) is { } service && Selects(service, pod)) Reconcile(key);
    }

    public void Reconcile(ObjectKey key)
    {
        lock (database.Gate)
        {
            if (Services.Find(key) is not { IsDeleting: false } service || service.Json["spec"]?["selector"] is not JsonObject { Count: > 0 } selector) return;
            var all = database.Table(registry.Named("pods"));
            var pods = podsByLabel.Find(key.Namespace, PairIndex.Labels(selector).First()).Order().Select(all.Find).OfType<StoredObject>()
                .Where(p => Selects(service, p) && p.Json["status"]?["podIP"] is not null).ToList();
            var groups = pods.GroupBy(p => options.Address(p.Json).Port).OrderBy(g => g.Key).ToDictionary(g => SliceName(service, g.Key), g => (Port: g.Key, Pods: g.ToList()));
            if (groups.Count == 0) groups[SliceName(service, null)] = (null, []);
            foreach (var (name, group) in groups) Write(service, name, group.Port, group.Pods);
            foreach (var stale in written.GetValueOrDefault(service.Uid) is { } names ? names.Where(n => !groups.ContainsKey(n)).ToList() : [])
                if (Slices.Find(new ObjectKey(key.Namespace, stale)) is { } slice) writer.Patch(slice, value => value["endpoints"] = null, Manager);
        }
    }

    private ResourceTable Slices => database.Table(registry.Named("endpointslices", "discovery.k8s.io"));

    private void Write(StoredObject service, string name, int? port, List<StoredObject> pods)
    {
        var type = Slices.Type;
        if (!written.TryGetValue(service.Uid, out var names)) written[service.Uid] = names = [];
        names.Add(name);
        var key = new ObjectKey(service.Key.Namespace, name);
        var endpoints = pods.Count == 0 ? null : new JsonArray([.. pods.Select(p => Endpoint(p))]);
        var ports = Ports(service, port);
        var live = database.Table(type).Find(key);
        if (live is null) writer.Create(type, key, Slice(service, endpoints, ports), Manager);
        else writer.Patch(live, value =>
        {
            value["endpoints"] = endpoints;
            value["ports"] = ports;
            value["metadata"]!["labels"] = Labels(service);
        }, Manager);
    }

    private static JsonObject Slice(StoredObject service, JsonArray? endpoints, JsonArray ports) => new()
    {
        ["metadata"] = new JsonObject
        {
            ["labels"] = Labels(service),
            ["ownerReferences"] = new JsonArray(new JsonObject
            {
                ["apiVersion"] = "v1", ["kind"] = "Service", ["name"] = service.Key.Name, ["uid"] = service.Uid, ["controller"] = true, ["blockOwnerDeletion"] = true,
            }),
        },
        ["addressType"] = "IPv4", ["endpoints"] = endpoints, ["ports"] = ports,
    };

    private static JsonObject Labels(StoredObject service)
    {
        var labels = service.Labels?.DeepClone().AsObject() ?? [];
        labels["kubernetes.io/service-name"] = service.Key.Name;
        labels["endpointslice.kubernetes.io/managed-by"] = "endpointslice-controller.k8s.io";
        if ((string?)service.Json["spec"]?["clusterIP"] == "None") labels["service.kubernetes.io/headless"] = "";
        return labels;
    }

    private static JsonArray Ports(StoredObject service, int? port) => new([.. (service.Json["spec"]?["ports"] as JsonArray ?? []).Select(p => new JsonObject
    {
        ["name"] = (string?)p!["name"] ?? "", ["protocol"] = "TCP",
        ["port"] = port ?? (p["targetPort"] is JsonValue v && v.TryGetValue(out long number) ? number : (long)p["port"]!),
    })]);

    private JsonObject Endpoint(StoredObject pod)
    {
        var (ready, ends) = (PodState.IsReady(pod), pod.IsDeleting);
        return new JsonObject
        {
            ["addresses"] = new JsonArray(options.Address(pod.Json).Ip),
            ["conditions"] = new JsonObject { ["ready"] = ready && !ends, ["serving"] = ready, ["terminating"] = ends },
            ["targetRef"] = new JsonObject { ["kind"] = "Pod", ["namespace"] = pod.Key.Namespace, ["name"] = pod.Key.Name, ["uid"] = pod.Uid },
            ["nodeName"] = "node-1",
        };
    }

    private static string SliceName(StoredObject service, int? port) => port is null ? $"{service.Key.Name}-1" : $"{service.Key.Name}-p{port}";

    private static bool Selects(StoredObject service, StoredObject pod) => service.Json["spec"]?["selector"] is JsonObject { Count: > 0 } selector
        && selector.All(s => (string?)pod.Labels?[s.Key] == (string?)s.Value);
}
