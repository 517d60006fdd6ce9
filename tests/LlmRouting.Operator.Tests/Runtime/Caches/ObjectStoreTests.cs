using FsCheck;
using FsCheck.Fluent;
using LlmRouting.Operator.Runtime;
using LlmRouting.Operator.Runtime.Caches;

namespace LlmRouting.Operator.Tests.Runtime.Caches;

/// <summary>What a store knows by owner is what it knows, whatever came and went.</summary>
public sealed class ObjectStoreTests
{
    /// <summary>What happens to an object: put with an owner, put as one that cannot be read, removed, or the whole listed anew.</summary>
    public enum Happening { Put, Unowned, Unreadable, Remove, List }

    [Fact]
    public void By_owner_is_the_same_as_looking_at_all() => Prop.ForAll<(Happening What, byte Object, byte Owner)[]>(Holds).QuickCheckThrowOnFailure();

    private static void Holds((Happening What, byte Object, byte Owner)[] steps)
    {
        var store = new ObjectStore<string>(owner => owner.Length == 0 ? null : owner);
        var version = 0;
        foreach (var (what, number, owner) in steps)
        {
            Happen(store, what, new ObjectKey($"ns{number % 2}", $"object{number % 5}"), $"owner{owner % 3}", ++version);
            foreach (var one in Owners) Assert.Equal(Looked(store, one), store.Of(one).OrderBy(stored => stored.Key.Name));
        }
    }

    private static IEnumerable<ObjectKey> Owners => from ns in new[] { "ns0", "ns1" } from owner in new[] { "owner0", "owner1", "owner2" } select new ObjectKey(ns, owner);

    private static IEnumerable<StoredObject<string>> Looked(ObjectStore<string> store, ObjectKey owner) =>
        store.All.Where(stored => stored.Value == owner.Name && stored.Key.Namespace == owner.Namespace).OrderBy(stored => stored.Key.Name);

    private static void Happen(ObjectStore<string> store, Happening what, ObjectKey key, string owner, int version)
    {
        var one = new StoredObject<string>(key, "uid", $"{version}", 1, what switch { Happening.Unowned => "", Happening.Unreadable => null, _ => owner }, Fault: null);
        if (what == Happening.List) store.Replace(key.Namespace, [one], $"{version}");
        else if (what == Happening.Remove) store.Remove(key, $"{version}");
        else store.Put(one, $"{version}");
    }
}
