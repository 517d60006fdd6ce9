using System.Globalization;
using LlmRouting.TestKit.Kubernetes.Storage;

namespace LlmRouting.TestKit.Kubernetes.Writing;

/// <summary>Takes an object out of the database; watchers see its last state under a new version.</summary>
public static class ObjectRemoval
{
    public static void Remove(ObjectDatabase database, StoredObject live)
    {
        var last = live.Copy();
        var version = database.NextVersion();
        last["metadata"]!["resourceVersion"] = version.ToString(CultureInfo.InvariantCulture);
        database.Commit(ChangeType.Deleted, new StoredObject(live.Type, live.Key, version, last), live);
    }
}
