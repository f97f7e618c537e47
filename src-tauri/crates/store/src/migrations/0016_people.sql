-- People get an id that stays when they are renamed, and what they may besides their role. Where
-- nobody was the owner, the first manager is, or else the first of all. Passphrases wrap the file's
-- key now and lie beside it; those that only said yes cannot be turned into such, and are set anew.
UPDATE setting SET value = (
    SELECT json_group_array(json_object(
        'id', lower(substr(id, 1, 8) || '-' || substr(id, 9, 4) || '-4' || substr(id, 14, 3)
            || '-8' || substr(id, 18, 3) || '-' || substr(id, 21, 12)),
        'name', person ->> 'name',
        'role', iif(place = owner, 'owner', person ->> 'role'),
        'limitFen', person ->> 'limitFen',
        'allowed', json_object(
            'export', json(iif(trusted, 'true', 'false')),
            'phones', json('true'),
            'delete', json(iif(trusted, 'true', 'false')),
            'others', json('true'),
            'voucherFen', NULL,
            'points', NULL)))
    FROM (
        SELECT key AS place, value AS person, hex(randomblob(16)) AS id,
            value ->> 'role' <> 'staff' AS trusted,
            (SELECT key FROM json_each(setting.value)
             ORDER BY CASE value ->> 'role' WHEN 'owner' THEN 0 WHEN 'manager' THEN 1 ELSE 2 END, key
             LIMIT 1) AS owner
        FROM json_each(setting.value)))
WHERE name = 'staff';
DELETE FROM setting WHERE name = 'staff_passphrases';
