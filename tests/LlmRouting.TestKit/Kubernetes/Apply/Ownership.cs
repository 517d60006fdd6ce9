using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Http;
using LlmRouting.TestKit.Kubernetes.Schemas;

namespace LlmRouting.TestKit.Kubernetes.Apply;

/// <summary>Who owns what after a write (structured-merge-diff's Update and Apply).</summary>
public sealed class Ownership(TypeSchema type, string apiVersion, Action<FieldSet> strip)
{
    private const int MostUpdaters = 10;

    /// <summary>A create, PUT or patch of any kind but apply: takes what it changes, without asking.</summary>
    public void Update(JsonObject live, JsonObject written, ManagedFields managers, ManagerKey manager, string time)
    {
        var changes = FieldComparer.Compare(live, written, type).Stripped(strip);
        if (changes.IsEmpty) return;
        var mine = managers.Find(manager) ?? new FieldSet();
        TakeFromOthers(managers, manager, changes);
        var now = mine.Difference(changes.Removed).Union(changes.Written);
        var changed = !changes.Written.IsEmpty;
        managers.Set(manager, now);
        if (changed && !now.IsEmpty) managers.Touch(manager, time);
        CapUpdaters(managers);
    }

    /// <returns>The object to write; null when it equals the live one.</returns>
    public JsonObject? Apply(JsonObject live, JsonObject config, ManagedFields managers, ManagerKey manager, bool force, string time)
    {
        var merged = ObjectMerger.Merge(live, config, type)!.AsObject();
        var last = managers.Find(manager);
        var set = FieldSetBuilder.Of(config, type);
        strip(set);
        set.Trim();
        managers.Set(manager, set);
        var result = Prune(merged, managers, last, set);
        if (JsonNode.DeepEquals(live, result)) return null;
        var changes = FieldComparer.Compare(live, result, type).Stripped(strip);
        if (!force) RefuseConflicts(managers, manager, changes);
        TakeFromOthers(managers, manager, changes);
        if (managers.Find(manager) is not null) managers.Touch(manager, time);
        return result;
    }

    private JsonObject Prune(JsonObject merged, ManagedFields managers, FieldSet? last, FieldSet set)
    {
        if (last is null || last.IsEmpty || last.Difference(set).IsEmpty) return merged;
        var lost = FieldRemover.NamedFieldsAsMembers(last, type);
        var pruned = FieldRemover.Remove(merged, lost, type) as JsonObject ?? [];
        var all = FieldRemover.NamedFieldsAsMembers(FieldSetBuilder.Of(merged, type), type);
        var owned = managers.Sets.Where(s => s.Key.ApiVersion == apiVersion).Aggregate(new FieldSet(), (sum, s) => sum.Union(s.Value));
        var kept = FieldRemover.NamedFieldsAsMembers(FieldSetBuilder.Of(pruned, type), type).Union(FieldRemover.NamedFieldsAsMembers(owned, type));
        pruned = FieldRemover.Remove(merged, all.Difference(kept), type) as JsonObject ?? [];
        var left = FieldRemover.NamedFieldsAsMembers(FieldSetBuilder.Of(pruned, type), type);
        return FieldRemover.Remove(merged, all.Difference(left).Intersection(lost), type) as JsonObject ?? [];
    }

    private void RefuseConflicts(ManagedFields managers, ManagerKey manager, FieldChanges changes)
    {
        var written = changes.Written;
        var conflicts = managers.Sets.Where(s => s.Key != manager).Select(s => (s.Key, Fields: s.Value.Intersection(written)))
            .Where(c => !c.Fields.IsEmpty).OrderBy(c => c.Key.Name, StringComparer.Ordinal).ToList();
        if (conflicts.Count > 0) throw ConflictReport.Refuse(conflicts);
    }

    private static void TakeFromOthers(ManagedFields managers, ManagerKey manager, FieldChanges changes)
    {
        var gone = changes.Written.Union(changes.Removed);
        foreach (var (other, set) in managers.Sets.ToList())
            if (other != manager && !set.Intersection(gone).IsEmpty) managers.Set(other, set.Difference(gone));
    }

    /// <summary>Too many updaters are folded into "ancient-changes", oldest first.</summary>
    private static void CapUpdaters(ManagedFields managers)
    {
        var updaters = managers.Sets.Keys.Where(k => !k.Applies).OrderBy(k => managers.Time(k), StringComparer.Ordinal).ToList();
        if (updaters.Count <= MostUpdaters) return;
        foreach (var old in updaters.Take(updaters.Count - MostUpdaters + 1).ToList()) Fold(managers, old);
    }

    private static void Fold(ManagedFields managers, ManagerKey old)
    {
        var ancient = old with { Name = "ancient-changes", Subresource = "" };
        var set = managers.Find(old)!;
        var time = managers.Time(old);
        if (old == ancient) return;
        managers.Set(ancient, managers.Find(ancient)?.Union(set) ?? set);
        if (time is not null) managers.Touch(ancient, time);
        managers.Remove(old);
    }
}
